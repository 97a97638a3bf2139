import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Channel } from '../../src/channel/channel.ts'
import { connect } from '../../src/channel/connect.ts'
import { HostProcess } from '../../src/broker/host-process.ts'
import type { BlockLoad } from '../../src/block/load.ts'
import { wholeBlock } from '../../src/block/share.ts'
import type {
  LoadBlockRequest,
  LoadHostCalls,
  LoadHostOrders,
  PreparedLoad,
  PrepareLoad,
} from '../../src/host/load-host-calls.ts'
import type { Transport } from '../../src/requesters/transport.ts'
import { type HttpTransport, plainTransport } from '../../src/requesters/http/transport.ts'
import type { BlockEnd } from '../../src/block/end.ts'
import { startJournal } from '../../src/samples/journal.ts'
import { readJournal } from '../../src/samples/read-journal.ts'
import type { Sample } from '../../src/samples/sample.ts'
import type { Prompt, Sampling } from '../../src/workload/prompt.ts'

/** What a load host made of a block: what it told, and what it wrote down. */
export interface MadeBlock {
  readonly end: BlockEnd
  readonly samples: readonly Sample[]
  readonly journal: readonly Sample[]
}

/** What is asked of a load host; the rest is usual. */
export interface AskedBlock {
  readonly units: number
  readonly load: BlockLoad
  readonly firstIndex?: number
  readonly budgetMs?: number
  readonly spending?: LoadBlockRequest['spending']
  readonly onSamples?: (samples: readonly Sample[]) => void
}

/** A real load host in a process of its own, driven over its socket as a worker drives it. */
export interface LoadHost extends AsyncDisposable {
  readonly pid: number
  readonly channel: Channel<LoadHostCalls>
  /** Everything the process has printed. */
  log(): string
  /** @throws LlmBenchError of the health check */
  prepare(transport: Transport, prompts: readonly Prompt[], options?: PrepareOptions): Promise<PreparedHost>
}

export interface PrepareOptions {
  readonly kind?: 'chat' | 'completion'
  readonly sampling?: Partial<Sampling>
  readonly connections?: number
}

/** A load host that is ready for one workload. */
export interface PreparedHost extends PreparedLoad {
  readonly id: string
  block(asked: AskedBlock): Promise<MadeBlock>
}

/** Clients that all start at once. */
export function clients(count: number): BlockLoad {
  return { kind: 'closed', firstSends: Array.from({ length: count }, () => 0) }
}

/** A transport to an endpoint with the usual options. */
export function httpTo(url: string, changes: Partial<HttpTransport> = {}): HttpTransport {
  return {
    ...plainTransport,
    url,
    timeouts: { connectMs: 5000, firstTokenMs: 20_000, stallMs: 20_000, totalMs: 30_000 },
    ...changes,
  }
}

/** @param nodeOptions flags of Node for the host, as `NODE_OPTIONS` takes them */
export async function startLoadHost(nodeOptions?: string): Promise<LoadHost> {
  const folder = mkdtempSync(join(tmpdir(), 'load-host-test-'))
  const log = join(folder, 'host.log')
  const socket = process.platform === 'win32' ? `\\\\.\\pipe\\${randomUUID()}` : join(folder, 'host.sock')
  const before = process.env['NODE_OPTIONS']
  // A host has the environment of its parent.
  if (nodeOptions !== undefined) process.env['NODE_OPTIONS'] = nodeOptions
  const host = await HostProcess.spawn<LoadHostOrders>({ entry: 'load-host', doing: 'making the load', log })
  if (before === undefined) delete process.env['NODE_OPTIONS']
  else process.env['NODE_OPTIONS'] = before
  await host.ask('listen', socket)
  const channel = await connect<LoadHostCalls>(socket)
  return {
    pid: host.pid,
    channel,
    log: () => readFileSync(log, 'utf8'),
    async prepare(transport, prompts, { kind = 'chat', sampling = {}, connections = 1 } = {}) {
      const id = randomUUID()
      const prepare: PrepareLoad = {
        id,
        transport,
        request: { kind, prompts, sampling: { maxTokens: 16, temperature: 0, seed: 0, ignoreEos: false, ...sampling } },
        connections,
      }
      const found = await channel.request('prepare', prepare)
      return {
        ...found,
        id,
        block: async (asked) => await makeBlock(channel, id, join(folder, `${randomUUID()}.jsonl`), asked),
      }
    },
    async [Symbol.asyncDispose]() {
      channel.close()
      host.kill()
      await host.exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function makeBlock(
  channel: Channel<LoadHostCalls>,
  prepared: string,
  journal: string,
  { units, load, firstIndex = 0, budgetMs = 120_000, spending = null, onSamples }: AskedBlock,
): Promise<MadeBlock> {
  startJournal(journal, {})
  const samples: Sample[] = []
  const request: LoadBlockRequest = {
    id: randomUUID(),
    prepared,
    phase: 'measured',
    slot: 0,
    firstIndex,
    load,
    share: wholeBlock(units),
    startAt: null,
    budgetMs,
    journal,
    spending,
  }
  const end = await channel.request('block', request, (told) => {
    samples.push(...told)
    onSamples?.(told)
  })
  return { end, samples, journal: readJournal(journal)?.samples ?? [] }
}
