import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isObject } from '../json.ts'
import { writeWhole } from '../write-whole.ts'
import { isGone, isOwner, type Owner } from './owner.ts'

/** File by which a folder, or files beside it, are known to be ours: a name alone says nothing. */
export const markFile = '.owner.json'

/** Contents that were marked: sockets of hosts, journals of an execution, logs of processes, revisions checked out. */
export type MarkedKind = 'sockets' | 'journal' | 'logs' | 'revisions'

/** A mark as it is written down. */
export interface Mark {
  readonly kind: MarkedKind
  readonly owner: Owner
  /** Number by which later ones are told from earlier ones: a clock may be set back. */
  readonly order: number
  /** True once the owner needs it no more. */
  readonly over: boolean
  /** Names of the files that are the owner's, where others may lie beside them. */
  readonly files: readonly string[]
}

const madeBy = 'vitest-llm-bench'
/** Bytes of the largest mark that is read. */
const largest = 1 << 20

/** Writes a mark whole. Throws Node's own error. */
export function writeMark(folder: string, mark: Mark, name: string = markFile): void {
  writeWhole(join(folder, name), `${JSON.stringify({ madeBy, ...mark })}\n`)
}

/** The mark of that kind in a folder of this user's; null where there is none, whatever the reason. */
export function readMark(folder: string, kind: MarkedKind, name: string = markFile): Mark | null {
  try {
    const path = join(folder, name)
    if (!isOwnFolder(folder)) return null
    const found = lstatSync(path)
    if (!found.isFile() || found.size > largest) return null
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isMark(value) && value.kind === kind ? value : null
  } catch {
    return null
  }
}

/** Whether what was marked may go: its owner said so, or is gone. */
export async function isLeft({ over, owner }: Mark): Promise<boolean> {
  return over || (await isGone(owner))
}

/** Whether it is a folder, no link to one, of the user that this process runs as. */
function isOwnFolder(folder: string): boolean {
  const found = lstatSync(folder)
  return found.isDirectory() && (process.getuid === undefined || found.uid === process.getuid())
}

function isMark(value: unknown): value is Mark {
  if (!isObject(value) || value['madeBy'] !== madeBy) return false
  const { kind, owner, order, over, files } = value
  return (
    typeof kind === 'string' &&
    isOwner(owner) &&
    Number.isSafeInteger(order) &&
    typeof over === 'boolean' &&
    Array.isArray(files) &&
    files.every((file) => typeof file === 'string')
  )
}
