import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, expect, test } from 'vitest'
import { checkOut } from '../../../../src/cli/ab/sides/check-out.ts'
import { findRepository, findRevision, workingTree } from '../../../../src/cli/ab/sides/repository.ts'
import { type GitProject, makeGitProject } from '../git-project.ts'
import { type Folder, makeFolder } from './folder.ts'

const identity = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com' }
const committer = { GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com' }
const env = { ...identity, ...committer }
/** Lets git, which refuses submodules of local folders, add them. */
const local = ['-c', 'protocol.file.allow=always']

const told: string[] = []

afterEach(() => {
  told.length = 0
  delete process.env['GIT_ALLOW_PROTOCOL']
})

async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  return (await execa('git', args, { cwd, env })).stdout
}

/** A repository with one file, `value.txt`. */
async function makeLibrary(value: string): Promise<Folder> {
  const folder = makeFolder({ 'value.txt': value, '.gitignore': 'ignored.txt\n' })
  await git(folder.path, 'init', '--quiet')
  await commitIn(folder.path, value)
  return folder
}

async function commitIn(folder: string, value: string): Promise<void> {
  writeFileSync(join(folder, 'value.txt'), value)
  await git(folder, 'add', '--all')
  await git(folder, 'commit', '--quiet', '--message', value)
}

/** Checks a ref, or the working tree, out; gives a reader of its files. */
async function checkedOut(project: GitProject, places: Folder, ref: string | null): Promise<(path: string) => string> {
  const repository = await findRepository(project.folder)
  const revision = ref === null ? workingTree(repository) : await findRevision(repository, ref)
  const folder = join(places.path, ref ?? 'here')
  const tell = (text: string): void => void told.push(text)
  await checkOut(repository, revision, folder, { stop: new AbortController().signal, tell })
  return (path) => readFileSync(join(folder, path), 'utf8')
}

test('submodules come from the clones here, those of the working tree as they lie, nested ones too', async () => {
  using inner = await makeLibrary('inner 1')
  using library = await makeLibrary('outer 1')
  await git(library.path, ...local, 'submodule', '--quiet', 'add', inner.path, 'deep/inner')
  await commitIn(library.path, 'outer 2')
  await using project = await makeGitProject({ 'a.txt': 'a' })
  await project.git(...local, 'submodule', '--quiet', 'add', '--name', 'lib', library.path, 'libs/lib')
  await project.git(...local, 'submodule', '--quiet', 'update', '--init', '--recursive')
  await project.commit({}, 'With a library')
  const own = join(project.folder, 'libs/lib')
  await commitIn(own, 'outer 3')
  project.write({ 'libs/lib/value.txt': 'dirty', 'libs/lib/new.txt': 'new', 'libs/lib/ignored.txt': 'no' })
  project.write({ 'libs/lib/deep/inner/value.txt': 'dirty inside' })
  // What they were cloned from may be out of reach.
  for (const gone of [inner, library]) rmSync(gone.path, { recursive: true })
  const facts = async (): Promise<string[]> => [
    readFileSync(join(project.folder, '.git/config'), 'utf8'),
    await project.git('status', '--porcelain'),
    await git(own, 'status', '--porcelain'),
    await git(own, 'worktree', 'list'),
  ]
  const before = await facts()
  using places = makeFolder()

  const main = await checkedOut(project, places, 'main')
  expect([main('libs/lib/value.txt'), main('libs/lib/deep/inner/value.txt')]).toEqual(['outer 2', 'inner 1'])
  expect(told).toEqual([])

  const here = await checkedOut(project, places, null)
  const paths = ['value.txt', 'new.txt', 'deep/inner/value.txt'].map((path) => here(`libs/lib/${path}`))
  expect(paths).toEqual(['dirty', 'new', 'dirty inside'])
  expect(existsSync(join(places.path, 'here/libs/lib/ignored.txt'))).toBe(false)
  expect(told).toEqual([
    expect.stringMatching(/^the submodule libs\/lib is taken at \w{9}, as it lies here, not at \w{9}$/u),
  ])
  expect(await facts()).toEqual(before)
})

test('a submodule that is staged and not committed yet is one of the working tree', async () => {
  using library = await makeLibrary('1')
  await using project = await makeGitProject({ 'a.txt': 'a' })
  await project.git(...local, 'submodule', '--quiet', 'add', library.path, 'lib')
  using places = makeFolder()
  expect((await checkedOut(project, places, null))('lib/value.txt')).toBe('1')
  await checkedOut(project, places, 'main')
  expect(existsSync(join(places.path, 'main/lib'))).toBe(false)
})

test('a commit that no clone here has is fetched, and where git cannot, one line says so', async () => {
  using library = await makeLibrary('1')
  await using project = await makeGitProject({ 'a.txt': 'a' })
  await project.git(...local, 'submodule', '--quiet', 'add', library.path, 'lib')
  await project.commit({}, 'With a library')
  await commitIn(library.path, '2')
  const newer = await git(library.path, 'rev-parse', 'HEAD')
  await project.git('update-index', '--cacheinfo', `160000,${newer},lib`)
  await project.git('commit', '--quiet', '--message', 'A newer library')
  const config = readFileSync(join(project.folder, '.git/config'), 'utf8')
  using places = makeFolder()
  const error = await checkedOut(project, places, 'main').catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'revision-unusable' })
  expect(String(error)).toMatch(/^\w+: git could not fetch the submodule lib of main: .*not allowed.*$/u)
  process.env['GIT_ALLOW_PROTOCOL'] = 'file'
  expect((await checkedOut(project, places, 'HEAD'))('lib/value.txt')).toBe('2')
  expect(told.at(-1)).toBe(`fetching the submodule lib of HEAD, for no clone here has ${newer.slice(0, 9)}`)
  expect(readFileSync(join(project.folder, '.git/config'), 'utf8')).toBe(config)
})

test('one that was not initialised here stays empty, and one that the other revision alone has does not', async () => {
  using library = await makeLibrary('1')
  await using project = await makeGitProject({ 'a.txt': 'a' })
  await project.git(...local, 'submodule', '--quiet', 'add', library.path, 'lib')
  await project.commit({}, 'With a library')
  await project.git('tag', 'with')
  await project.git('submodule', '--quiet', 'deinit', '--force', 'lib')
  using places = makeFolder()
  for (const ref of ['with', null]) {
    // oxlint-disable-next-line no-await-in-loop -- one repository
    await checkedOut(project, places, ref)
    expect(existsSync(join(places.path, ref ?? 'here', 'lib/value.txt'))).toBe(false)
  }
  const how = 'goes without the submodule lib, as your work tree does (git submodule update --init)'
  expect(told).toEqual([`with ${how}`, `the working tree ${how}`])
  await project.git('rm', '--quiet', 'lib')
  await project.commit({}, 'Without')
  using others = makeFolder()
  expect((await checkedOut(project, others, 'with'))('lib/value.txt')).toBe('1')
})
