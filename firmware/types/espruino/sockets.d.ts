/** TCP, TLS and UDP. */

interface SocketError {
  /** Below 0, e.g. -6 for a host that was not found. */
  code: number;
  message: string;
}
interface Socket {
  available(): number;
  /** Sends `data`, then closes. Harmless when closed. */
  end(data?: any): void;
  pipe(destination: PipeDestination, options?: PipeOptions): void;
  read(count?: number): string | undefined;
  /** Takes everything and returns false; `drain` follows when all of it has left. Throws once the socket is closed. */
  write(data: any): boolean;
  on(event: 'connect', listener: (socket: Socket) => void): void;
  on(event: 'data', listener: (bytes: string) => void): void;
  on(event: 'drain' | 'end', listener: () => void): void;
  on(event: 'error', listener: (error: SocketError) => void): void;
  on(event: 'close', listener: (hadError: boolean) => void): void;
}
interface Server {
  close(): void;
  /** Throws when the port is taken. */
  listen(port: number): Server;
}

interface SocketOptions {
  /** Default: localhost. */
  host?: string;
  port: number;
}
interface NetModule {
  /** ESP32: blocks, and throws when refused. ESP8266: returns at once and tells it as events. */
  connect(options: SocketOptions | string, onConnect?: (socket: Socket) => void): Socket;
  createServer(onSocket: (this: Server, socket: Socket) => void): Server;
}
interface TlsModule {
  connect(
    options: (SocketOptions & { ca?: string; key?: string; cert?: string }) | string,
    onConnect?: (socket: Socket) => void,
  ): Socket;
}

/** Where a datagram came from. */
interface DatagramInfo {
  address: string;
  port: number;
  size: number;
}
interface dgramSocket {
  /** Before `bind`. */
  addMembership(group: string, ip?: string): void;
  /** Throws when the port is taken. */
  bind(port: number, onBound?: (socket: dgramSocket) => void): dgramSocket;
  close(): void;
  send(bytes: string, port: number, address: string): void;
  send(bytes: string, offset: number, length: number, port: number, address: string): void;
  on(event: 'message', listener: (bytes: string, from: DatagramInfo) => void): void;
  /** Comes twice on a socket that was bound. */
  on(event: 'close', listener: (hadError: boolean) => void): void;
  on(event: 'error', listener: (error: SocketError) => void): void;
}
interface DgramModule {
  /** `onReady` is called once, when the socket is bound; messages come as events. */
  createSocket(
    type: 'udp4' | { type: 'udp4'; reuseAddr?: boolean; recvBufferSize?: number },
    onReady?: (socket: dgramSocket) => void,
  ): dgramSocket;
}

/** A network made of functions, in place of the board's own. */
interface NetworkJSModule {
  create(functions: {
    create(host: string | undefined, port: number, type: number): number;
    close(socket: number): void;
    accept(socket: number): number;
    recv(socket: number, maxBytes: number, type: number): string | number;
    send(socket: number, data: string, type: number): number;
  }): void;
}
interface TelnetServerModule {
  setOptions(options: { mode: 'on' | 'off' }): void;
}
