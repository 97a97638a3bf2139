import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { PeerLoad } from '../../../../bench/support/peers/peer.ts'

/** A load in a folder that ends with the test, and that holds the given files of JSON. */
export function loadWith(files: Readonly<Record<string, unknown>> = {}): PeerLoad {
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-client-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, value] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), JSON.stringify(value))
  }
  return {
    server: 'http://127.0.0.1:9',
    model: 'm',
    streams: 4,
    requests: 8,
    warmUps: 4,
    tokens: 100,
    folder,
    tokenizer: folder,
    book: 'http://127.0.0.1:8/book',
  }
}

/** The value after a flag of a command line. */
export function valueOf(args: readonly string[], flag: string): string | undefined {
  return args[args.indexOf(flag) + 1]
}
