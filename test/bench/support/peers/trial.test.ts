import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Peer } from '../../../../bench/support/peers/peer.ts'
import { figureAt, resultsFile } from '../../../../bench/support/peers/results-file.ts'
import { errorsOf } from '../../../../bench/support/peers/row.ts'
import { trial } from '../../../../bench/support/peers/trial.ts'
import { spawnMockServer } from '../../../../src/mock-server/index.ts'

const answer = { ttftMs: 20, interTokenMs: 1, tokens: 4 }
const common = { model: 'mock-model', tokenizer: '', book: '' }

const folders: string[] = []

/** A client of a few lines, which runs a script of its own. */
function client(script: string): Peer {
  return {
    name: 'script',
    program: 'node',
    warmsUp: false,
    note: '',
    command: ({ folder, server, requests }) => {
      folders.push(folder)
      writeFileSync(join(folder, 'client.mjs'), script)
      return { args: ['client.mjs', server, String(requests)] }
    },
    read: ({ folder }) => {
      const results = resultsFile(join(folder, 'out.json'))
      return { requests: figureAt(results, 'n'), ttftMs: figureAt(results, 'ttft'), tpotMs: 1 }
    },
  }
}

const asking = `
import { writeFileSync } from 'node:fs'
const [, , server, requests] = process.argv
for (let request = 0; request <= Number(requests); request++)
  await (await fetch(server + '/v1/chat/completions', {
    method: 'POST',
    body: JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'Why?' }] }),
  })).text()
writeFileSync('out.json', JSON.stringify({ n: Number(requests), ttft: 500 }))
`

const load = { streams: 1, requests: 3, warmUps: 1 }

test('a client is set beside the stamps of the server, and nothing of it is left', async () => {
  await using server = await spawnMockServer({ ttft: 20, interToken: 1, tokens: 4, roleChunk: false })
  const setting = { peer: client(asking), program: process.execPath, server, answer, common }
  const done = await trial(setting, load)
  expect(done.figures).toEqual({ requests: 3, ttftMs: 500, tpotMs: 1 })
  expect(done.truth.ttftMs).toBeGreaterThanOrEqual(20)
  expect(errorsOf(done).ttftErrorMs).toBe(500 - done.truth.ttftMs)
  expect(existsSync(folders.at(-1) ?? '.')).toBe(false)
})

test.runIf(process.platform === 'linux')('its processor time and memory are those of its children too', async () => {
  await using server = await spawnMockServer({ ttft: 1, interToken: 1, tokens: 4, roleChunk: false })
  const busy = 'const to = Date.now() + 600; const held = Buffer.alloc(120e6, 1); while (Date.now() < to) held[0]++'
  const script = `import { execFileSync } from 'node:child_process'
    execFileSync(process.execPath, ['-e', ${JSON.stringify(busy)}])${asking}`
  const { usage } = await trial({ peer: client(script), program: process.execPath, server, answer, common }, load)
  expect(usage.cpuMs).toBeGreaterThan(50)
  expect(usage.peakBytes).toBeGreaterThan(120e6)
})

test.for([
  ['console.error("no such model"); process.exit(3)', 'no such model'],
  [asking.replace('n: Number(requests)', 'n: 1'), 'it counts 1 requests where 3 were asked for'],
  [asking.replace('request <= Number(requests)', 'request < 2'), 'the server wrote 2 whole answers'],
] as const)('one that fails says why', async ([script, words]) => {
  await using server = await spawnMockServer({ ttft: 1, interToken: 1, tokens: 4, roleChunk: false })
  const setting = { peer: client(script), program: process.execPath, server, answer, common }
  await expect(trial(setting, load)).rejects.toThrow(words)
})
