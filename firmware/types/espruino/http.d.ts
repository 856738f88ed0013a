/** HTTP; every answer closes its connection. */

interface HttpHeaders {
  [name: string]: string;
}
interface HttpOptions {
  host?: string;
  port?: number;
  path?: string;
  method?: string;
  protocol?: string;
  headers?: HttpHeaders;
  [option: string]: any;
}

/** A request that a server got. */
interface httpSRq {
  readonly method: string;
  readonly url: string;
  readonly headers: HttpHeaders;
  available(): number;
  pipe(destination: PipeDestination, options?: PipeOptions): void;
  read(count?: number): string | undefined;
  on(event: 'data', listener: (bytes: string) => void): void;
  on(event: 'end' | 'close', listener: () => void): void;
}
/** The answer of a server. */
interface httpSRs {
  end(data?: any): void;
  setHeader(name: string, value: string | number): void;
  write(data: any): boolean;
  writeHead(statusCode: number, headers?: { [name: string]: string | number }): void;
  on(event: 'drain' | 'close', listener: () => void): void;
}
interface httpSrv {
  close(): void;
  listen(port: number): httpSrv;
}
/** A request that this board makes. */
interface httpCRq {
  end(data?: any): void;
  write(data: any): boolean;
  on(event: 'drain' | 'close', listener: () => void): void;
  on(event: 'error', listener: (error: SocketError) => void): void;
}
/** The answer to it. */
interface httpCRs {
  /** A text, unlike elsewhere. */
  readonly statusCode: string;
  readonly statusMessage: string;
  readonly httpVersion: string;
  readonly headers: HttpHeaders;
  available(): number;
  pipe(destination: PipeDestination, options?: PipeOptions): void;
  read(count?: number): string | undefined;
  on(event: 'data', listener: (bytes: string) => void): void;
  on(event: 'end', listener: () => void): void;
  on(event: 'close', listener: (hadError: boolean) => void): void;
  on(event: 'error', listener: (error: SocketError) => void): void;
}
interface HttpModule {
  createServer(onRequest: (request: httpSRq, response: httpSRs) => void): httpSrv;
  get(options: HttpOptions | string, onResponse?: (response: httpCRs) => void): httpCRq;
  /** Sent when `end` is called. */
  request(options: HttpOptions | string, onResponse?: (response: httpCRs) => void): httpCRq;
}

interface UrlNamespace {
  parse(
    url: string,
    parseQuery?: boolean,
  ): {
    method: string;
    host: string;
    path: string;
    pathname: string;
    protocol: string;
    search: string | null;
    port: number | null;
    query: any;
  };
}
declare var url: UrlNamespace;
