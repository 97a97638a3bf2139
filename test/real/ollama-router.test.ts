import { expect, test } from 'vitest'
import { createOllamaModel } from '../../scripts/real-servers/ollama-model.ts'
import { installedProgram, realModel } from '../../scripts/real-servers/places.ts'
import { makeProject } from '../support/project.ts'
import { runVitest } from '../support/vitest.ts'
import { whyNot } from './wanted-servers.ts'

test('Ollama holds several models: started, loaded, measured with the memory of one, and unloaded', async ({
  skip,
}) => {
  const missing = whyNot(['ollama'], false)
  skip(missing !== null, missing ?? '')
  const program = installedProgram('ollama') ?? ''
  await using project = makeProject({ Modelfile: `FROM ${realModel.file()}\nPARAMETER num_thread 1\n` })
  await createOllamaModel(program, project.folder)
  project.write({
    'ollama.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('ollama', async ({ bench, server }) => {
  const ollama = await server.ollama({
    models: ['smol'],
    maxLoaded: 1,
    contextSize: 512,
    binary: ${JSON.stringify(program)},
    env: { OLLAMA_MODELS: ${JSON.stringify(`${project.folder}/models`)} },
  })
  expect(await ollama.software()).toBe('Ollama')
  expect(await ollama.loaded()).toEqual([])
  const smol = ollama.model('smol')
  expect(await smol.load()).toMatchObject({ loaded: 'now', by: 'call' })
  await bench('ollama', { requests: 4 }, smol.chat('Why?', { maxTokens: 8 })).run()
  expect(await smol.unload()).toMatchObject({ unloaded: true })
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const [run] = project.report().runs
  expect(run?.loadTimeMs).toBeGreaterThan(0)
  expect(run?.memory.declared?.bytes).toBeGreaterThan(9e7)
  if (process.platform === 'linux') expect(run?.memory.peakRssBytes).toBeGreaterThan(9e7)
})
