import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, expect, test } from 'vitest'
import { openWorkplace } from '../../../../src/cli/ab/sides/workplace.ts'
import { type Folder, makeFolder } from './folder.ts'

const temporary = process.env['TMPDIR']

afterEach(() => {
  if (temporary === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = temporary
})

async function makeRepository(folder: Folder): Promise<void> {
  const git = async (...args: string[]): Promise<unknown> => await execa('git', args, { cwd: folder.path })
  await git('init', '--quiet')
  await git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '--allow-empty', '-m', 'first')
}

async function trees(folder: Folder): Promise<number> {
  const { stdout } = await execa('git', ['worktree', 'list'], { cwd: folder.path })
  return stdout.split('\n').length
}

test('work trees and reports go at the end, what they link to and what is not ours stays', async () => {
  using repository = makeFolder()
  using places = makeFolder()
  await makeRepository(repository)
  process.env['TMPDIR'] = places.path
  let theirs = ''
  {
    await using workplace = await openWorkplace(repository.path)
    await execa('git', ['worktree', 'add', '--detach', workplace.a, 'HEAD'], { cwd: repository.path })
    mkdirSync(join(workplace.a, 'node_modules'))
    repository.write({ 'node_modules/one/index.js': '1' })
    symlinkSync(join(repository.path, 'node_modules/one'), join(workplace.a, 'node_modules/one'))
    theirs = join(workplace.a, '..', 'theirs.txt')
    writeFileSync(theirs, 'theirs')
    expect(await trees(repository)).toBe(2)
  }
  expect(await trees(repository)).toBe(1)
  expect(readFileSync(theirs, 'utf8')).toBe('theirs')
  expect(readdirSync(join(theirs, '..'))).toEqual(['theirs.txt'])
  expect(existsSync(join(repository.path, 'node_modules/one/index.js'))).toBe(true)
})

test('what a killed process has left goes with the next one, what a living one uses and others have stays', async () => {
  using repository = makeFolder()
  using places = makeFolder({ 'llm-bench-ab-mine/a/file.txt': 'no mark, not ours' })
  await makeRepository(repository)
  process.env['TMPDIR'] = places.path
  const left = await openWorkplace(repository.path)
  await execa('git', ['worktree', 'add', '--detach', left.a, 'HEAD'], { cwd: repository.path })
  const folder = join(left.a, '..')
  await using second = await openWorkplace(repository.path)
  // Its owner, this process, lives.
  expect(existsSync(left.a)).toBe(true)
  const mark = join(folder, '.owner.json')
  const text = JSON.parse(readFileSync(mark, 'utf8')) as object
  writeFileSync(mark, JSON.stringify({ ...text, over: true }))
  await using third = await openWorkplace(repository.path)
  expect([existsSync(folder), existsSync(join(second.a, '..')), existsSync(join(third.a, '..'))]).toEqual([
    false,
    true,
    true,
  ])
  expect(await trees(repository)).toBe(1)
  expect(readFileSync(join(places.path, 'llm-bench-ab-mine/a/file.txt'), 'utf8')).toBe('no mark, not ours')
})
