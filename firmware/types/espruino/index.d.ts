/**
 * What Espruino 2v29 offers to a program: for `noLib`, in place of TypeScript's own library, which says more than there is.
 * A name that only some boards have is here too: the build refuses it for the others.
 */
/// <reference path="./language.d.ts" />
/// <reference path="./utility-types.d.ts" />
/// <reference path="./functions.d.ts" />
/// <reference path="./objects.d.ts" />
/// <reference path="./errors.d.ts" />
/// <reference path="./lists.d.ts" />
/// <reference path="./texts.d.ts" />
/// <reference path="./numbers.d.ts" />
/// <reference path="./dates.d.ts" />
/// <reference path="./bytes.d.ts" />
/// <reference path="./promises.d.ts" />
/// <reference path="./timers.d.ts" />
/// <reference path="./pins.d.ts" />
/// <reference path="./buses.d.ts" />
/// <reference path="./serial.d.ts" />
/// <reference path="./graphics.d.ts" />
/// <reference path="./system.d.ts" />
/// <reference path="./storage.d.ts" />
/// <reference path="./sockets.d.ts" />
/// <reference path="./http.d.ts" />
/// <reference path="./wifi.d.ts" />
/// <reference path="./generated-names.d.ts" />
/// <reference path="./generated-classes.d.ts" />
/// <reference path="./generated-bluetooth.d.ts" />
/// <reference path="./generated-modules.d.ts" />
