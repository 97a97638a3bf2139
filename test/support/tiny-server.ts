/** A server of a few lines, with the mock server inside: what a person might start as a command. */
export const tiny = `
import { startMockServer } from 'vitest-llm-bench/mock-server'
const port = Number(process.argv.at(-1))
await startMockServer({ port, ttft: 5, interToken: 1, metrics: 'llama-server', models: ['tiny-one'] })
console.log('serving on ' + port)
`

/** A bench file that starts it, measures it, and takes it again in a second test. */
export function benchOf(requests: number): string {
  return `
import { concurrent, expect, test } from 'vitest-llm-bench'
const options = { command: process.execPath, args: ['tiny-server.js', '{port}'], name: 'tiny server', metrics: 'llama-server' }
test('served', async ({ bench, server }) => {
  const tiny = await server.command(options)
  const run = await bench('served', { load: concurrent(3), requests: ${requests}, warmup: 3 }, tiny.chat('Why?', { maxTokens: 4 })).run()
  expect(run.samples).toHaveLength(${requests})
})
test('again', async ({ bench, server }) => {
  const tiny = await server.command(options)
  await bench('again', { requests: 4, warmup: 0 }, tiny.chat('Why?', { maxTokens: 4 })).run()
})
`
}
