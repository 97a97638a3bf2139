import { LlmBenchError } from '../../errors.ts'
import { isObject } from '../../json.ts'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { noMore } from '../../option-check/no-more.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import type { SpawnedMockServerOptions } from '../options.ts'
import { spawnedMockServerSchema } from '../settings-schema.ts'
import type { RequestStamps } from '../stamps.ts'
import { refuseWhatNeedsOne } from './apart.ts'
import { isLost, type Member, spawnMember } from './member.ts'
import type { MockServerCounts } from './process-protocol.ts'

/** A mock server in a process of its own, or in several. */
export interface SpawnedMockServer extends AsyncDisposable {
  /** Base of the API: `http://127.0.0.1:<port>/v1`. */
  readonly url: string
  readonly port: number
  /** Id of its process; of the first, where it has several. */
  readonly pid: number
  /** Ground truth of the latest requests, in the order they were received. */
  stamps(): Promise<RequestStamps[]>
  /** Counts of all its processes together. */
  counts(): Promise<MockServerCounts>
  /** Forgets stamps, counts and cached prefixes. */
  reset(): Promise<void>
  /** Ends its processes and waits until they are gone. */
  close(): Promise<void>
}

const call = optionsOf('spawnMockServer')

/**
 * Starts a mock server in a process of its own, or in as many as `processes` says, which end with this one however
 * that ends.
 * @throws LlmBenchError `invalid-option` for an option it cannot take and for a port that is in use,
 * `host-crashed` when a process cannot be started or has ended
 */
export async function spawnMockServer(options?: SpawnedMockServerOptions): Promise<SpawnedMockServer>
export async function spawnMockServer(
  options: SpawnedMockServerOptions = {},
  ...more: unknown[]
): Promise<SpawnedMockServer> {
  noMore(call(''), more)
  if (isObject(options) && typeof options['text'] === 'function') {
    throw notAllowed(
      call('text'),
      'a function, which does not reach another process,',
      'a text, or use startMockServer',
    )
  }
  checkOptions(spawnedMockServerSchema, options, { call })
  const { processes = 1, ...served } = options
  if (processes > 1) refuseWhatNeedsOne(served, call)
  const members: Member[] = []
  const close = async (): Promise<void> => void (await Promise.all(members.map(async (member) => await member.close())))
  try {
    const { url, port } = await add(members, served, processes === 1 ? 'alone' : 'first')
    while (members.length < processes) {
      // The same seed would meet the requests of each in the same way.
      const seed = ((served.seed ?? 1) + members.length) % 2 ** 32
      await add(members, { ...served, port, seed }, 'further')
    }
    return serverOf(members, { url, port, close })
  } catch (error) {
    await close()
    throw error
  }
}

async function add(
  members: Member[],
  options: SpawnedMockServerOptions,
  use: 'alone' | 'first' | 'further',
): Promise<{ readonly url: string; readonly port: number }> {
  const member = await spawnMember()
  members.push(member)
  try {
    return await member.ask('start', { options, use })
  } catch (error) {
    if (isLost(error)) throw error
    throw new LlmBenchError('invalid-option', error instanceof Error ? error.message : String(error))
  }
}

function serverOf(
  members: readonly Member[],
  { url, port, close }: Pick<SpawnedMockServer, 'url' | 'port' | 'close'>,
): SpawnedMockServer {
  const all = async <Answer>(ask: (member: Member) => Promise<Answer>): Promise<Answer[]> =>
    await Promise.all(members.map(ask))
  return {
    url,
    port,
    pid: members[0]?.pid ?? 0,
    stamps: async () => {
      const stamps = await all(async (member) => await member.ask('stamps', null))
      return stamps.length === 1 ? stamps.flat() : stamps.flat().toSorted((a, b) => a.received - b.received)
    },
    counts: async () => sumOf(await all(async (member) => await member.ask('counts', null))),
    reset: async () => void (await all(async (member) => await member.ask('reset', null))),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function sumOf(counts: readonly MockServerCounts[]): MockServerCounts {
  const sum = (of: (count: MockServerCounts) => number): number => counts.reduce((total, count) => total + of(count), 0)
  return {
    requests: sum(({ requests }) => requests),
    connections: sum(({ connections }) => connections),
    userMs: sum(({ userMs }) => userMs),
    systemMs: sum(({ systemMs }) => systemMs),
  }
}
