/** What the stand-ins themselves take of the variables: a chip has them in C. */
import type { Board } from '../../boards/board.ts';
import type { StorageFile } from '../../protocol/storage-image.ts';
import { norFlash } from '../chip/flash.ts';
import { answerOf, factsOf } from './binary-facts.ts';
import { standInFiles } from './stand-in-files.ts';
import { writeStorage } from './storage-copy.ts';

/** Variables that the stand-ins for `board` take on `binary` once an image has loaded them. */
export async function standInVariables(binary: string, board: Board): Promise<number> {
  const { modules, storage } = await factsOf(binary);
  const files = standInFiles(board, modules, board.display ? [board.display.address] : []);
  if (files.length === 0) return 0;
  const usage = async (present: readonly StorageFile[]): Promise<number> => {
    const hasWifi = present.some(({ name }) => name === 'Wifi');
    const code = `${hasWifi ? 'require("Wifi");' : '"0123456789";  '}print("\\x02f"+process.memory().usage+"\\x03")`;
    const blank = norFlash(
      new Uint8Array(storage.pageSizeBytes * storage.pages).fill(0xff),
      storage.pageSizeBytes,
    );
    return Number(await answerOf(binary, code, (folder) => writeStorage(folder, blank, storage, present)));
  };
  return (await usage(files)) - (await usage([]));
}
