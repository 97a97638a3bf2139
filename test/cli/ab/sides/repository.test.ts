import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { findRepository, findRevision } from '../../../../src/cli/ab/sides/repository.ts'
import { makeGitProject } from '../git-project.ts'
import { makeFolder } from './folder.ts'

test('the repository is found from a folder of it, and a revision by its name', async () => {
  await using project = await makeGitProject({ 'packages/a/package.json': '{}' })
  const head = await project.git('rev-parse', 'HEAD')
  const repository = await findRepository(join(project.folder, 'packages/a'))
  expect(repository).toEqual({ root: project.folder, prefix: 'packages/a', head })
  expect(await findRevision(repository, 'main')).toEqual({ name: 'main', commit: head, isWorkingTree: false })
  await expect(findRevision(repository, 'mian')).rejects.toThrow(
    'llm-bench ab <ref>: "mian" is not allowed here; give a commit, branch or tag of this repository (git fetch',
  )
  await expect(findRevision(repository, '--all')).rejects.toThrow('"--all" is not allowed here')
})

test('outside of a repository, and before its first commit, one line says so', async () => {
  using outside = makeFolder()
  await expect(findRepository(outside.path)).rejects.toThrow('is in no work tree of git')
  await execa('git', ['init', '--quiet'], { cwd: outside.path })
  await expect(findRepository(outside.path)).rejects.toThrow('the repository has no commit yet')
})
