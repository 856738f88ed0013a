/** mPython with its SH1106 display: tutorial 002's server, its client when one is set, and UDP echo. */
import {
  chunkBytes,
  displayAddress,
  displayBitrateHz,
  displayColumnOffset,
  displayHeightPx,
  displayReset,
  displayScl,
  displaySda,
  displayWidthPx,
  family,
  hasStationAndAp,
  id,
  rejoins,
  version,
} from 'virtual:board';
import { startAtConsole } from '../features/at-console/at-console.ts';
import { readAtSettings } from '../features/at-console/at-settings.ts';
import { startDisplay } from '../features/display/sh1106-display.ts';
import { link, loseServer, sendToServer, startEchoClient } from '../features/echo-client/echo-client.ts';
import {
  broadcast,
  clients,
  closeClients,
  findPeers,
  serverStats,
  startEchoServer,
} from '../features/echo-server/echo-server.ts';
import { memoryShare } from '../features/echo-server/memory-share.ts';
import { joinNow, station } from '../features/network/network.ts';
import { showProgramClient, showRows } from '../features/program/program-client.ts';
import { logAddress, logProgram } from '../features/program/program-lines.ts';
import { choice, readRoot, settingsOf } from '../features/settings/settings.ts';
import { startBoard } from '../features/start/start.ts';
import { startStatus, status } from '../features/status/status.ts';
import { responderStats, shownUdp, startUdpEcho } from '../features/udp-echo/udp-echo.ts';
import { readUdpSettings } from '../features/udp-echo/udp-settings.ts';
import { log, publish } from '../hardware/console.ts';
import { display, startBus } from '../hardware/display.ts';
import { power } from '../hardware/esp32-power.ts';
import { interpreterVersion } from '../hardware/interpreter.ts';
import { memory, totalVariables } from '../hardware/memory.ts';
import { serial } from '../hardware/serial.ts';
import { store } from '../hardware/store.ts';
import { net } from '../hardware/tcp.ts';
import { timers } from '../hardware/timers.ts';
import { checksum, dgram } from '../hardware/udp.ts';
import { wifi } from '../hardware/wifi.ts';

/** Of the chip's 10 sockets, two listen, one is the client, one tells a newcomer that all places are taken. */
const PLACES = 6;
const { writes, reserve } = memoryShare(totalVariables);
/**
 * Raises the chunk of every socket from 536 bytes, so that a message up to this size leaves in one packet: with 536 the rest of
 * it waits 44 ms for the peer's delayed acknowledge. The chunk is taken from the C stack: 1460 is what an ESP32 affords.
 */
const CHUNK_BYTES = 1460;
/** A send leaves in one packet up to this size. */
const AT_FACTS = {
  rejoins,
  hasStationAndAp,
  version,
  sdk: interpreterVersion,
  family,
  chunkBytes,
  holdBytes: 1460,
  reserve,
};

/** What tutorial 002's client says first. */
const GREETING = 'hello mPython,I am TCP Client';

const title = `tinwire ${version} ${id}`;
const root = readRoot(store, log);
const settings = settingsOf(root, 5001);
startBus(displayAddress, { scl: displayScl, sda: displaySda, bitrate: displayBitrateHz }, displayReset);
startDisplay(
  display,
  store,
  timers,
  { widthPx: displayWidthPx, heightPx: displayHeightPx, columnOffset: displayColumnOffset },
  log,
);
startStatus(title, settings.tcpPort, log, showRows, displayHeightPx / 16);
const at = readAtSettings(store, log, false);
if (at) startAtConsole({ net, dgram, wifi, timers, memory, store, serial, power }, AT_FACTS, at, log);
else {
  startBoard(
    wifi,
    timers,
    { rejoins, hasStationAndAp },
    settings,
    log,
    () => {
      // In this order: a listener opened after it would inherit CHUNK_BYTES as its receive buffer, and messages arrive in halves.
      startEchoServer(
        net,
        timers,
        memory,
        settings,
        { slots: PLACES, writes, reserve },
        logProgram(timers, log),
        choice(root, 'tcp', 'peerAddress') ? findPeers(settings.greeting, logAddress) : undefined,
      );
      startUdpEcho(
        { dgram, timers, checksum },
        settings,
        readUdpSettings(store, log, 'echo'),
        CHUNK_BYTES,
        shownUdp(log),
      );
      startEchoClient(net, timers, store, settings, GREETING, log, showProgramClient(timers));
    },
    () => {
      closeClients();
      loseServer('network lost');
    },
  );
}
publish({
  settings,
  status,
  wifi: station,
  clients,
  server: serverStats,
  broadcast,
  client: link,
  sendToServer,
  udp: responderStats,
  join: joinNow,
});
