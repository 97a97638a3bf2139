import { expect, test } from 'vitest'
import type { MetricsReading } from '../../../src/servers/metrics/read-metrics.ts'
import { serverMetricsOf } from '../../../src/servers/metrics/read-metrics.ts'
import { serverWatch } from '../../../src/targets/endpoint/watch-server.ts'

const place = {
  url: 'http://127.0.0.1:9/metrics',
  beside: 'http://127.0.0.1:9/gpu7/metrics',
  proxy: null,
  isGiven: false,
  isElsewhere: false,
}

/** Reads from servers that have counted so many requests at these addresses, and writes down who was asked. */
function reader(counts: Readonly<Record<string, readonly number[]>>) {
  const asked: string[] = []
  const left = new Map(Object.entries(counts).map(([url, values]) => [url, [...values]]))
  const read = async ({ url }: { readonly url: string }): Promise<MetricsReading> => {
    asked.push(new URL(url).pathname)
    const metrics = serverMetricsOf(`vllm:request_success_total ${left.get(url)?.shift() ?? 'none'}`)
    const found = left.has(url) ? metrics : null
    return found === null ? { state: 'none', reason: 'status 404', slow: false } : { state: 'read', metrics: found }
  }
  return { asked, read }
}

test('metrics beside the path are read where they are, and nowhere else any more', async () => {
  const { asked, read } = reader({ [place.beside]: [5, 9] })
  const end = await serverWatch(place).begin(read)
  expect(await end()).toMatchObject({ requests: 4, dropped: null })
  expect(asked).toEqual(['/gpu7/metrics', '/gpu7/metrics'])
})

test('where there are none they are read at the origin', async () => {
  const { asked, read } = reader({ [place.url]: [5, 9, 10, 20] })
  const watch = serverWatch(place)
  expect(await (await watch.begin(read))()).toMatchObject({ requests: 4 })
  expect(await (await watch.begin(read))()).toMatchObject({ requests: 10 })
  expect(asked).toEqual(['/gpu7/metrics', '/metrics', '/metrics', '/metrics', '/metrics'])
})

test('a server without them is asked once', async () => {
  const { asked, read } = reader({})
  const watch = serverWatch(place)
  expect(await (await watch.begin(read))()).toBeNull()
  expect(await (await watch.begin(read))()).toBeNull()
  expect(asked).toEqual(['/gpu7/metrics', '/metrics'])
})

test('a counter that fell leaves the figures out, with the reason', async () => {
  const { read } = reader({ [place.beside]: [9, 5] })
  expect(await (await serverWatch(place).begin(read))()).toMatchObject({
    server: 'vllm',
    requests: null,
    dropped: expect.stringContaining('its count of requests fell'),
  })
})

test('a server that does not answer in time is waited for once, and by no later run', async () => {
  const asked: string[] = []
  const slow = { ...place, url: 'http://127.0.0.1:8/metrics', beside: 'http://127.0.0.1:8/gpu7/metrics' }
  const read = async ({ url }: { readonly url: string }): Promise<MetricsReading> => {
    asked.push(url)
    return { state: 'none', reason: 'it took too long', slow: true }
  }
  expect(await (await serverWatch(slow).begin(read))()).toBeNull()
  expect(await (await serverWatch(slow).begin(read))()).toBeNull()
  expect(asked).toEqual([slow.beside])
})
