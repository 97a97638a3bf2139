import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { serveBorrower } from '../../src/broker/borrower.ts'
import type { BrokerCalls } from '../../src/broker/calls.ts'
import { Lender } from '../../src/broker/lender.ts'
import { Surroundings } from '../../src/broker/surroundings.ts'
import { connect } from '../../src/channel/connect.ts'
import { MachineProbes, PlatformSurvey } from '../../src/machine/facts/machine-facts.ts'
import type { Platform } from '../../src/machine/facts/platform.ts'
import { unknownMachine } from '../../src/record/machine/facts.ts'

/** A machine whose only question is answered at its second asking, and otherwise never. */
function silentMachine(): { readonly platform: Platform<{ never: string }>; readonly asked: AbortSignal[] } {
  const asked: AbortSignal[] = []
  const platform: Platform<{ never: string }> = {
    probes: {
      never: {
        format: 'read',
        ask: async (signal) => {
          asked.push(signal)
          return asked.length === 2 ? 'at last' : await new Promise<string>(() => {})
        },
      },
    },
    facts: ({ never }) => ({ ...unknownMachine(), os: { name: never, version: null } }),
  }
  return { platform, asked }
}

test('a measurement waits for no question, ends those that are open, and they are asked again afterwards', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lender-test-'))
  const surroundings = new Surroundings({ outputDirectory: folder, cacheDirectory: folder, idleMs: 1000 })
  const { platform, asked } = silentMachine()
  const probes = new MachineProbes(new PlatformSurvey(platform))
  const lender = new Lender(
    surroundings,
    () => {},
    new Map(),
    () => probes,
  )
  const path = surroundings.sockets.socket('lender')
  const server = createServer((socket) => void serveBorrower(socket, lender)).listen(path)
  const worker = await connect<BrokerCalls>(path)
  onTestFinished(() => {
    worker.close()
    server.close()
    lender.pools.close()
    surroundings.remove()
    rmSync(folder, { recursive: true, force: true })
  })
  expect(asked).toHaveLength(1)
  await worker.request('lock', { id: 'a', name: 'a', resources: ['machine'] })
  // Were it waited for, two seconds would have passed and it would be slow.
  expect(asked[0]?.aborted).toBe(true)
  expect(lender.probes.known.probes.filter(({ state }) => state !== 'cut')).toEqual([])
  expect(asked).toHaveLength(1)
  await worker.request('unlock', 'a')
  expect((await lender.probes.facts()).os.name).toBe('at last')
})
