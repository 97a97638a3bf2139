import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import { timeouts } from './timeouts.ts'
import { clients, httpTo, startLoadHost } from '../../support/load-host.ts'

test('a server that goes away in the middle of a load: every request from then on is refused, and the load ends', async () => {
  const server = await spawnMockServer({ ttft: 5, interToken: 2 })
  await using host = await startLoadHost()
  const prepared = await host.prepare(httpTo(server.url, { timeouts }), [{ kind: 'text', text: 'Why?' }], {
    connections: 20,
  })
  let told = 0
  const closing: Promise<void>[] = []
  const { samples, journal, end } = await prepared.block({
    units: 2000,
    load: clients(20),
    onSamples: (more) => {
      told += more.length
      if (told > 100 && closing.length === 0) closing.push(server.close())
    },
  })
  await Promise.all(closing)
  expect(end.endedBy).toBe('requests')
  expect(samples).toHaveLength(2000)
  expect(journal).toHaveLength(2000)
  const classes = samples.map((sample) => (sample.state === 'failed' ? sample.failure.class : 'ok'))
  expect(classes.filter((name) => name === 'ok').length).toBeGreaterThan(100)
  expect(classes.filter((name) => name === 'refused').length).toBeGreaterThan(500)
  expect(classes.filter((name) => !['ok', 'refused', 'reset', 'truncated'].includes(name))).toEqual([])
})
