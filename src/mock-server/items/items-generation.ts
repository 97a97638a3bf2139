import { now } from '../../clock.ts'
import type { Timed } from '../answers/timeline.ts'
import type { StampRecord } from '../stamps.ts'
import type { Connection } from '../wire/connection.ts'

/** An answer in one piece, written when it is due. */
export class ItemsGeneration implements Timed {
  due: number
  readonly #write: () => void
  #cancelled = false

  constructor(due: number, write: () => void) {
    this.due = due
    this.#write = write
  }

  run(): boolean {
    if (!this.#cancelled) this.#write()
    return false
  }

  /** Writes nothing any more: its client is gone. */
  cancel(): void {
    this.#cancelled = true
  }
}

/** Writes an answer and its stamps. */
export function writeItems(connection: Connection, record: StampRecord, text: string, headers: string): void {
  record.stamp(now())
  connection.reply(200, 'application/json', text, headers)
  record.ended = now()
}
