import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import { clients, httpTo, startLoadHost } from '../../support/load-host.ts'

/** Most memory a process has held, in MiB; null where the system does not tell. */
function peakOf(pid: number): number | null {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return null
  }
}

test.for(['br', 'gzip', 'deflate', 'zstd'] as const)(
  'answers that unpack to more than fits (%s) cost their requests, and no others',
  async (coding) => {
    const faults = [{ kind: 'bomb', coding, requests: [3, 4, 5, 6] }] as const
    await using server = await spawnMockServer({ ttft: 2, interToken: 1, tokens: 4, faults })
    await using host = await startLoadHost()
    const prepared = await host.prepare(httpTo(server.url), [{ kind: 'text', text: 'Why?' }], { connections: 6 })
    const { samples } = await prepared.block({ units: 20, load: clients(6) })
    const failed = samples.flatMap((sample) => (sample.state === 'failed' ? [sample.failure] : []))
    expect(samples).toHaveLength(20)
    expect(failed).toEqual(
      Array.from({ length: 4 }, () => ({
        class: 'malformed',
        message: 'the decoded answer is larger than 256 MiB',
      })),
    )
    const peak = peakOf(host.pid)
    if (peak !== null) expect(peak).toBeLessThan(1024)
  },
)
