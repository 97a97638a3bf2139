import { firstSends } from '../block/load.ts'
import { wholeBlock } from '../block/share.ts'
import type { SpawnedMockServer } from '../mock-server/process/spawn.ts'
import { now } from '../clock.ts'
import type { Sample } from '../samples/sample.ts'
import { seededRandom } from '../stats/random.ts'
import { answerMs } from './known-answer.ts'
import type { KnownEndpoint, LoadProcess } from './load-process.ts'
import { type StreamsFigures, streamsFigures } from './streams-figures.ts'
import { timedRequests } from './timed-request.ts'

/** A load host and the server it is tried on. */
export interface TrialSetting {
  readonly process: LoadProcess
  readonly server: SpawnedMockServer
  readonly endpoint: KnownEndpoint
  readonly signal: AbortSignal
}

/** A request for each stream warms up code and connections, as before any run. */
const fewestWarmUps = 2

/**
 * Makes a closed load of so many streams, for so many seconds after all are in flight.
 * @throws LlmBenchError when the host or the server dies, or the signal is aborted
 */
export async function measureStreams(
  { process, server, endpoint, signal }: TrialSetting,
  { streams, seconds }: { readonly streams: number; readonly seconds: number },
): Promise<StreamsFigures> {
  const { answer } = endpoint
  const ready = await process.prepare(endpoint, streams)
  try {
    const load = { kind: 'closed', firstSends: firstSends(streams, answerMs(answer), seededRandom(1)) } as const
    const warmUp = wholeBlock(Math.max(fewestWarmUps, streams))
    await ready.run({ phase: 'warmup', load, share: warmUp, budgetMs: Number.POSITIVE_INFINITY }, () => {}, signal)
    await server.reset()
    const [used, counted] = await Promise.all([process.usage(), server.counts()])
    const samples: Sample[] = []
    const began = now()
    const { conditions } = await ready.run(
      { phase: 'measured', load, share: wholeBlock(Number.MAX_SAFE_INTEGER), budgetMs: seconds * 1000 },
      (batch) => void samples.push(...batch),
      signal,
    )
    const wallMs = now() - began
    const [usedThen, countedThen] = await Promise.all([process.usage(), server.counts()])
    const requests = timedRequests(samples)
    return streamsFigures(
      { streams, seconds, answer },
      {
        requests,
        failed: samples.length - requests.length,
        wallMs,
        userMs: usedThen.userMs - used.userMs,
        systemMs: usedThen.systemMs - used.systemMs,
        lagP99Ms: conditions.lagP99Ms,
        lagMaxMs: conditions.lagMaxMs,
      },
      {
        stamps: await server.stamps(),
        cpuMs: countedThen.userMs + countedThen.systemMs - counted.userMs - counted.systemMs,
      },
    )
  } finally {
    await ready.release()
  }
}
