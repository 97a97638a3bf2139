import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, type Endpoint, expect, profile, type ServerFixture, test } from 'vitest-llm-bench'
import { createOllamaModel } from '../scripts/real-servers/ollama-model.ts'
import { realModel } from '../scripts/real-servers/places.ts'
import { programOf, whyMissing } from '../scripts/real-servers/programs.ts'
import type { ServerCall } from '../scripts/real-servers/server-call.ts'
import { type ModelServer, serverStarts } from '../scripts/real-servers/server-starts.ts'
import { writeToolsForm } from '../scripts/real-servers/tools-form.ts'
import { ollamaTimes, ownTimes } from './support/own-times.ts'
import { type ServerRow, serversTable } from './support/servers-table.ts'

const question = 'Tell me a long story about a lighthouse.'
const maxTokens = 32
const minutes = 60_000

// One real model behind every server that `npm run real-servers` has installed: `npm run bench -- --mode servers`.
describe.runIf(profile === 'servers')('servers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitest-llm-bench-servers-'))
  const rows: ServerRow[] = []
  afterAll(() => {
    process.stdout.write(`\n${serversTable(rows)}\n`)
    rmSync(folder, { recursive: true, force: true })
  })

  for (const name of Object.keys(serverStarts) as ModelServer[]) {
    test(name, { timeout: 20 * minutes }, async ({ bench, server, skip }) => {
      skip(!existsSync(realModel.file()), `no model at ${realModel.file()}: npm run real-servers`)
      const missing = whyMissing(name)
      skip(missing !== null, missing ?? '')
      const target = await started(name, server, join(folder, name))
      const run = await bench(name, { requests: 8, warmup: 1 }, target.chat(question, { maxTokens })).run()
      const own = name === 'ollama' ? await ollamaTimes(target.url, 'smol', question, maxTokens) : ownTimes(run.record)
      rows.push({ name, run: run.record, own })
      expect(run).toHaveSuccessRateAbove(0.8)
    })
  }
})

/** Starts a server in a folder of its own, with the files that it needs. */
async function started(name: ModelServer, server: ServerFixture, folder: string): Promise<Endpoint> {
  const { files, call } = serverStarts[name]
  writeToolsForm(folder)
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
  if (name === 'ollama') await createOllamaModel(programOf(name), folder)
  const { preset, options, endpoint }: ServerCall = call(programOf(name), folder)
  const start = server[preset] as (options: unknown, endpoint?: unknown) => Promise<Endpoint>
  return await start(options, endpoint ?? {})
}
