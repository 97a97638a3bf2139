import { access, constants, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '../error-code.ts'

/** Makes a folder and those above it. Throws Node's own error, with the reason of the system. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    // On a disk that may only be read Node says that the folder is not there.
    await assertWritable(folder)
    throw error
  }
}

/** Throws the error of whoever wants to write into the nearest folder that is there. */
async function assertWritable(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || dirname(folder) === folder) throw error
    await assertWritable(dirname(folder))
  }
}
