/** Files in the board's Storage, its raw flash, and an SD card. */

interface StorageModule {
  compact(showMessage?: boolean): void;
  erase(name: string): void;
  eraseAll(): void;
  getFree(checkInternalFlash?: boolean): number;
  getStats(checkInternalFlash?: boolean): {
    totalBytes: number;
    freeBytes: number;
    fileBytes: number;
    fileCount: number;
    trashBytes: number;
    trashCount: number;
  };
  hash(pattern?: string | RegExp): number;
  list(pattern?: string | RegExp, filter?: { sf?: boolean }): string[];
  open(name: string, mode: 'r' | 'w' | 'a'): StorageFile;
  optimise(): void;
  /** On a chip a text that points into flash; undefined when there is no such file. */
  read(name: string, offset?: number, length?: number): string | undefined;
  readArrayBuffer(name: string): ArrayBuffer | undefined;
  /** Throws a SyntaxError for other text, unless `noExceptions`. */
  readJSON(name: string, noExceptions?: boolean): any;
  /** Names longer than 28 characters are cut. Throws for empty data. */
  write(name: string, data: Data | object, offset?: number, size?: number): boolean;
  /** Relaxed JSON, with keys that are not quoted. */
  writeJSON(name: string, data: any): boolean;
}

interface StorageFile {
  erase(): void;
  getLength(): number;
  pipe(destination: PipeDestination, options?: PipeOptions): void;
  /** undefined at the end of the file. */
  read(length: number): string | undefined;
  /** With its line end; undefined at the end of the file. */
  readLine(): string | undefined;
  write(data: Data): void;
}

interface FlashModule {
  erasePage(address: number): void;
  getFree(area?: any): { addr: number; length: number }[];
  getPage(address: number): { addr: number; length: number } | undefined;
  read(length: number, address: number): Uint8Array;
  write(data: Data, address: number): void;
}

/** `pipe` is on all boards, the others on those with an SD card. */
interface FsModule {
  appendFile(path: string, data: Data): boolean;
  appendFileSync(path: string, data: Data): boolean;
  mkdir(path: string): boolean;
  mkdirSync(path: string): boolean;
  pipe(source: any, destination: PipeDestination, options?: PipeOptions): void;
  readFile(path: string): string | undefined;
  readFileSync(path: string): string | undefined;
  readdir(path?: string): string[] | undefined;
  readdirSync(path?: string): string[] | undefined;
  statSync(path: string): { size: number; dir: boolean; mtime?: Date } | undefined;
  unlink(path: string): boolean;
  unlinkSync(path: string): boolean;
  writeFile(path: string, data: Data): boolean;
  writeFileSync(path: string, data: Data): boolean;
}
