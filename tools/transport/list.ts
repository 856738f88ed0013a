/** The serial ports of this computer, and which of them may be a board. */
import { readdir, readFile, realpath } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import type { Transport } from './transport.ts';

/** One serial port. */
export interface PortInfo {
  /** What to open, e.g. `/dev/ttyUSB0`. */
  readonly name: string;
  readonly usb: Transport['usb'];
  /** Which USB serial chip, or whose; `null` when the system does not say. */
  readonly description: string | null;
  /** Its USB vendor makes serial chips of boards, or its name is that of one and the vendor is unknown. */
  readonly isCandidate: boolean;
}

/** Where the list comes from; tests hand in their own. */
export interface PortSources {
  /** Default: serialport's list. */
  readonly list?: () => Promise<
    readonly {
      path: string;
      vendorId?: string | undefined;
      productId?: string | undefined;
      manufacturer?: string | undefined;
    }[]
  >;
  /** Default: `/sys/class/tty`. */
  readonly sysFolder?: string;
  /** Default: `/dev`. */
  readonly deviceFolder?: string;
}

/** Makers of the serial chips on boards, by USB vendor id. */
const VENDORS: ReadonlyMap<number, string> = new Map([
  [0x10c4, 'CP210x'],
  [0x1a86, 'CH34x'],
  [0x0403, 'FTDI'],
  [0x303a, 'Espressif USB'],
]);

/** Ports of USB serial chips on Linux and macOS. */
const USB_NAME = /^(ttyUSB|ttyACM|cu\.(usbserial|usbmodem|wchusbserial|SLAB_USBtoUART))/;

/** The ports, board candidates first, then by name; never rejects: a system that cannot list has none. */
export async function listPorts(sources: PortSources = {}): Promise<PortInfo[]> {
  // serialport asks udevadm on Linux, which containers and small systems do not have.
  const listed = await (sources.list ?? (() => SerialPort.list()))().catch(() => null);
  const ports =
    listed?.map(({ path, vendorId, productId, manufacturer }) =>
      portInfo(path, usbIds(vendorId, productId), manufacturer ?? null),
    ) ?? (await fromFolders(sources.sysFolder ?? '/sys/class/tty', sources.deviceFolder ?? '/dev'));
  return ports
    .filter(({ name, usb }) => usb !== null || !/\/tty(S\d+|AMA\d+)$/.test(name))
    .sort(
      (one, other) => Number(other.isCandidate) - Number(one.isCandidate) || byName(one.name, other.name),
    );
}

/** The USB ids of a port by its name; `null` when it has none or they are not known. */
export async function usbIdsOf(name: string, sources: PortSources = {}): Promise<Transport['usb']> {
  const target = await realpath(name).catch(() => name);
  return (await listPorts(sources)).find((port) => port.name === name || port.name === target)?.usb ?? null;
}

async function fromFolders(sysFolder: string, deviceFolder: string): Promise<PortInfo[]> {
  const names = await readdir(deviceFolder).catch(() => []);
  const ports = names.filter((name) => USB_NAME.test(name));
  return Promise.all(
    ports.map(async (name) =>
      portInfo(`${deviceFolder}/${name}`, await sysUsbIds(`${sysFolder}/${name}`), null),
    ),
  );
}

/** The ids stand in a folder above the port's own: of the interface (ttyACM), or of the port on it (ttyUSB). */
async function sysUsbIds(folder: string): Promise<Transport['usb']> {
  for (const above of ['device/..', 'device/../..']) {
    const [vendor, product] = await Promise.all(
      ['idVendor', 'idProduct'].map((file) =>
        readFile(`${folder}/${above}/${file}`, 'utf8').catch(() => undefined),
      ),
    );
    const ids = usbIds(vendor?.trim(), product?.trim());
    if (ids) return ids;
  }
  return null;
}

function portInfo(name: string, usb: Transport['usb'], manufacturer: string | null): PortInfo {
  const vendor = usb ? VENDORS.get(usb.vendorId) : undefined;
  const isCandidate = usb ? vendor !== undefined : USB_NAME.test(name.slice(name.lastIndexOf('/') + 1));
  return { name, usb, description: vendor ?? manufacturer, isCandidate };
}

function usbIds(vendor: string | undefined, product: string | undefined): Transport['usb'] {
  const [vendorId, productId] = [Number.parseInt(vendor ?? '', 16), Number.parseInt(product ?? '', 16)];
  return Number.isNaN(vendorId) ? null : { vendorId, productId: Number.isNaN(productId) ? 0 : productId };
}

function byName(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
