import { existsSync, lstatSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkOut } from '../../../../src/cli/ab/sides/check-out.ts'
import { findRepository, findRevision, workingTree } from '../../../../src/cli/ab/sides/repository.ts'
import { makeGitProject } from '../git-project.ts'
import { makeFolder } from './folder.ts'

const quiet = { stop: new AbortController().signal, tell: () => {} }

test('the working tree is checked out with its changes, staged or not, and without what git ignores', async () => {
  await using project = await makeGitProject({ 'kept.txt': 'old', 'gone.txt': 'x', 'moved.txt': 'y' })
  await project.git('mv', 'moved.txt', 'with space.txt')
  project.write({ 'kept.txt': 'new', 'folder/untracked ü.txt': 'new', 'llm-bench-report/report.md': 'ignored' })
  rmSync(join(project.folder, 'gone.txt'))
  symlinkSync('kept.txt', join(project.folder, 'link.txt'))
  const status = await project.git('status', '--porcelain')
  using places = makeFolder()
  const repository = await findRepository(project.folder)

  const here = join(places.path, 'here')
  await checkOut(repository, workingTree(repository), here, quiet)
  expect(readFileSync(join(here, 'kept.txt'), 'utf8')).toBe('new')
  expect(readFileSync(join(here, 'folder/untracked ü.txt'), 'utf8')).toBe('new')
  expect(readFileSync(join(here, 'with space.txt'), 'utf8')).toBe('y')
  expect(lstatSync(join(here, 'link.txt')).isSymbolicLink()).toBe(true)
  expect(['gone.txt', 'moved.txt', 'llm-bench-report'].filter((name) => existsSync(join(here, name)))).toEqual([])

  const there = join(places.path, 'there')
  await checkOut(repository, await findRevision(repository, 'main'), there, quiet)
  expect(readFileSync(join(there, 'kept.txt'), 'utf8')).toBe('old')
  expect(existsSync(join(there, 'gone.txt'))).toBe(true)
  expect(await project.git('status', '--porcelain')).toBe(status)
})

test('no hook of the repository runs', async () => {
  await using project = await makeGitProject({ 'a.txt': 'a' })
  project.write({ '.git/hooks/post-checkout': '#!/bin/sh\ntouch hook-ran\n' })
  await (await import('node:fs/promises')).chmod(join(project.folder, '.git/hooks/post-checkout'), 0o755)
  using places = makeFolder()
  const repository = await findRepository(project.folder)
  await checkOut(repository, await findRevision(repository, 'main'), join(places.path, 'a'), quiet)
  expect(existsSync(join(places.path, 'a/a.txt'))).toBe(true)
  expect(existsSync(join(places.path, 'a/hook-ran'))).toBe(false)
})
