import { appendFileSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { packageManifest } from '../../src/package-root.ts'
import { realModel } from '../../scripts/real-servers/places.ts'
import { usualAnswer } from '../../src/selfcheck/known-answer.ts'
import { spawnMockServer } from '../../src/mock-server/index.ts'
import { findPeers, type FoundPeer, peers } from '../support/peers/found.ts'
import { loadOf, orderOf } from '../support/peers/order.ts'
import { ours } from '../support/peers/ours.ts'
import { errorsOf, type PeerRow } from '../support/peers/row.ts'
import { peersTable } from '../support/peers/table.ts'
import { trial } from '../support/peers/trial.ts'

/**
 * A program: the clock beside its peers. Ours and every other load generator that is found make the same loads on a
 * mock server that keeps its own stamps, in rounds of alternating order: `npm run peers -- --help`.
 */
const help = `npm run peers -- [options]
  --streams 1,10,100,500,1000   loads, one after the other, each begun by all streams at once
  --rounds 10                   rounds of each load; their order alternates
  --clients a,b                 part of the names of the clients besides ours; default: all that are found
  --warm-up                     a request of every stream before, of clients that know a warm-up and make none
  --save FILE                   adds a line of JSON for each trial
  --table FILE                  prints the table of such a file, and measures nothing
Clients are looked for in the folders of LLM_BENCH_PEERS, in their bin and in that of the folders in them, then on PATH.
`

const { values } = parseArgs({
  options: {
    streams: { type: 'string', default: '1,10,100,500,1000' },
    rounds: { type: 'string', default: '10' },
    clients: { type: 'string', default: '' },
    'warm-up': { type: 'boolean', default: false },
    save: { type: 'string' },
    table: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

/** From so many streams on one process of the server is itself the limit. */
const manyStreams = 1000
const model = 'mock-model'
const launch = new Date().toISOString()

// Clients have process groups of their own, which Ctrl-C does not reach: they are ended at the exit.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const print = (text: string): void => void process.stdout.write(`${text}\n`)

if (values.help) print(help)
else if (values.table !== undefined) print(peersTable(savedRows(values.table)))
else await measure()

function savedRows(path: string): PeerRow[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as PeerRow)
}

async function measure(): Promise<void> {
  const streams = values.streams.split(',').map((count) => wholeNumber('--streams', count))
  const rounds = wholeNumber('--rounds', values.rounds)
  const named = values.clients.split(',').filter((part) => part !== '')
  const wanted = peers.filter(({ name }) => named.length === 0 || named.some((part) => name.includes(part)))
  const tokenizer = realModel.folder()
  const { found, skipped } = await findPeers(wanted, tokenizer)
  using own = ours()
  const { version } = packageManifest()
  const clients: FoundPeer[] = [{ peer: own, program: own.program, version }, ...found]
  for (const sentence of skipped) print(sentence)
  for (const { peer, version: its } of clients) print(`${peer.name} ${its}: ${peer.note}`)
  const book = await serveBook()
  const rows: PeerRow[] = []
  try {
    for (const count of streams)
      rows.push(...(await measureLoad(clients, { count, rounds, tokenizer, book: book.url })))
  } finally {
    book.close()
  }
  print(`\n${peersTable(rows)}`)
}

async function measureLoad(
  clients: readonly FoundPeer[],
  { count, rounds, tokenizer, book }: { count: number; rounds: number; tokenizer: string; book: string },
): Promise<PeerRow[]> {
  const { ttftMs: ttft, interTokenMs: interToken, tokens } = usualAnswer
  const processes = count >= manyStreams ? 2 : 1
  await using server = await spawnMockServer({ ttft, interToken, tokens, roleChunk: false, processes })
  const rows: PeerRow[] = []
  for (let round = 0; round < rounds; round++) {
    for (const { peer, program, version } of orderOf(clients, round)) {
      const setting = { peer, program, server, answer: usualAnswer, common: { model, tokenizer, book } }
      try {
        const done = await trial(setting, loadOf(count, values['warm-up'] && peer.warmsUp))
        const { usage, wallMs, truth } = done
        const at = new Date().toISOString()
        const row: PeerRow = {
          client: values['warm-up'] && peer.warmsUp ? `${peer.name}, warmed up` : peer.name,
          version,
          at,
          launch,
          streams: count,
          round,
          ...errorsOf(done),
          ...usage,
          wallMs,
          latenessMs: truth.latenessMs,
        }
        rows.push(row)
        if (values.save !== undefined) appendFileSync(values.save, `${JSON.stringify(row)}\n`)
        print(
          `${count} streams, round ${round + 1}, ${peer.name}: TTFT ${row.ttftErrorMs.toFixed(3)} ms, ` +
            `TPOT ${(100 * row.tpotErrorShare).toFixed(3)} %, ${(wallMs / 1000).toFixed(1)} s`,
        )
      } catch (error) {
        print(
          `${count} streams, round ${round + 1}, ${peer.name} failed: ${error instanceof Error ? error.message : ''}`,
        )
      }
    }
  }
  return rows
}

function wholeNumber(option: string, text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value > 0) return value
  throw new TypeError(`${option}: ${JSON.stringify(text)} is no whole number above 0`)
}

/** A text over HTTP, for a client that takes one no other way. */
async function serveBook(): Promise<{ readonly url: string; close(): void }> {
  const text = 'It was a bright cold day in April, and the clocks were striking thirteen. '.repeat(4000)
  const server = createServer((_, response) => response.end(text)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the text has no port')
  return { url: `http://127.0.0.1:${address.port}/book.txt`, close: () => server.close() }
}
