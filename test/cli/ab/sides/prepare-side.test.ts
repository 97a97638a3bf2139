import { once } from 'node:events'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeStandInProject, measures } from '../stand-in.ts'

test('--with copies what git ignores to both sides, into folders that they have as well', async () => {
  await using project = await makeStandInProject({ medians: { answer: 1 } })
  await project.git('rm', '--quiet', 'measured.json')
  mkdirSync(join(project.folder, 'models/own'), { recursive: true })
  await project.commit({ '.gitignore': 'node_modules\nmodels/own/*\n!models/own/kept.txt\nmeasured.json\n' })
  await project.commit({ 'models/own/kept.txt': 'committed' })
  // The stand-in reads its figures where a link leads to.
  symlinkSync('models/own/figures.json', join(project.folder, 'measured.json'))
  await project.git('add', '--force', 'measured.json')
  const figures = measures({ medians: { answer: 40 } })['measured.json'] ?? ''
  await project.commit({ 'models/own/figures.json': figures })
  const without = await project.llmBench('ab', 'main', '--launches', '2')
  expect({ code: without.code, error: without.error }).toMatchObject({
    code: 2,
    error: expect.stringContaining('vitest bench measured nothing in main') as string,
  })
  const both = await project.llmBench('ab', 'main', '--launches', '2', '--with', 'models')
  expect({ code: both.code, error: both.error }).toMatchObject({ code: 0 })
  expect(both.out).toContain('answer: the working tree and main are the same within 5 %')
  expect(readFileSync(join(project.folder, 'models/own/figures.json'), 'utf8')).toBe(figures)
})

test('--with refuses what is not there, what lies elsewhere and what a side has of its own', async () => {
  await using project = await makeStandInProject({ medians: { answer: 1 } })
  for (const path of ['nowhere', '../elsewhere', '/etc/hosts', '.', 'node_modules', './node_modules/vitest', '.git']) {
    // oxlint-disable-next-line no-await-in-loop -- one repository
    const { code, error } = await project.llmBench('ab', 'main', '--with', `measured.json,${path}`)
    expect({ code, error }).toEqual({
      code: 2,
      error: `llm-bench ab --with: "${path}" is not allowed here; give files or folders that are in this folder, as .env,models`,
    })
  }
  const server = createServer().listen(join(project.folder, 'socket'))
  await once(server, 'listening')
  const { code, error } = await project.llmBench('ab', 'main', '--with', 'socket')
  server.close()
  expect(code).toBe(2)
  expect(error.split('\n').at(-1)).toMatch(/^llm-bench ab --with: "socket" cannot be copied: /u)
})
