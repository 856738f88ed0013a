/** Devices that join the board's own access point. */
import type { RadioPort, TimersPort } from '../../ports.ts';

/** How often it is asked whether a device that joined has its address. */
const ASK_MS = 500;
const NO_ADDRESS = '0.0.0.0';

let wifi: RadioPort;
let timers: TimersPort;
let onGuest: (ip: string) => void;
let timer = 0;

/**
 * Calls `guestListener` with the address of a device that joined, once it has one. Only the ESP8266 tells addresses: on an
 * ESP32 it is called with '' as soon as somebody joined.
 */
export function awaitStations(
  wifiPort: RadioPort,
  timersPort: TimersPort,
  guestListener: (ip: string) => void,
): void {
  wifi = wifiPort;
  timers = timersPort;
  onGuest = guestListener;
  wifi.on('sta_joined', onJoined);
}

function onJoined(): void {
  if (timer) timers.cancel(timer);
  timer = 0;
  const { stations } = wifi.getAPDetails();
  if (!stations) {
    onGuest('');
    return;
  }
  let isWaiting = false;
  for (const { ip } of stations) {
    if (ip && ip !== NO_ADDRESS) {
      onGuest(ip);
      return;
    }
    isWaiting = true;
  }
  if (isWaiting) timer = timers.after(onJoined, ASK_MS);
}
