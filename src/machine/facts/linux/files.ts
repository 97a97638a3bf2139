import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Files of a Linux below a root folder, which is another one in tests. */
export class LinuxFiles {
  readonly #root: string

  constructor(root = '/') {
    this.#root = root
  }

  /** Text of a file without white space around it; null where it cannot be read. */
  async text(path: string): Promise<string | null> {
    return (await this.whole(path))?.trim() ?? null
  }

  /** Text of a file, its last line's end with it; null where it cannot be read. */
  async whole(path: string): Promise<string | null> {
    return await readFile(join(this.#root, path), 'utf8').catch(() => null)
  }

  /** Names in a folder; none where it cannot be read. */
  async names(path: string): Promise<string[]> {
    return await readdir(join(this.#root, path)).catch(() => [])
  }

  /** Whether there is such a file or folder. */
  async has(folder: string, name: string): Promise<boolean> {
    return (await this.names(folder)).includes(name)
  }
}
