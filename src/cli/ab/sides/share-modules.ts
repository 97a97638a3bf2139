import { copyFile, lstat, mkdir, readdir, readlink, realpath, symlink } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { doGit } from './git.ts'

/** Entries of node_modules that tools keep for themselves. */
const caches = new Set(['.vite', '.vite-temp', '.vitest', '.cache'])

/**
 * Gives a checkout the packages that another one has: node_modules of links, one for each package. A package
 * of the repository itself (a workspace) is linked to that of the checkout, or both would measure the same one.
 */
export async function shareModules(from: string, to: string): Promise<void> {
  const root = await realpath(from)
  for (const folder of await packageFolders(to)) {
    const modules = join(root, folder, 'node_modules')
    if (existsSync(modules)) await mirror(await realpath(modules), join(to, folder, 'node_modules'), { root, to })
  }
}

/** Folders of a checkout that have a package.json, and its root. */
async function packageFolders(checkout: string): Promise<string[]> {
  const within = ['--cached', '--recurse-submodules']
  const beside = ['--others', '--exclude-standard']
  const listings = await Promise.all(
    [within, beside].map(async (which) => {
      // A submodule counts here whether or not the repository's configuration knows of it.
      const call = ['-c', 'submodule.active=.', 'ls-files', '-z', ...which, '--', ':(glob)**/package.json']
      return await doGit(checkout, call, 'list the packages')
    }),
  )
  const paths = listings.flatMap((listing) => listing.split('\0')).filter((path) => path !== '')
  return [...new Set(['', ...paths.map((path) => (path.includes('/') ? dirname(path) : ''))])].filter(
    (path) => !path.includes('node_modules'),
  )
}

interface Checkouts {
  readonly root: string
  readonly to: string
}

async function mirror(source: string, target: string, checkouts: Checkouts): Promise<void> {
  await mkdir(target, { recursive: true })
  for (const entry of await readdir(source, { withFileTypes: true })) {
    if (caches.has(entry.name)) continue
    const [path, copy] = [join(source, entry.name), join(target, entry.name)]
    const isNested = entry.isDirectory() && (entry.name === '.bin' || entry.name.startsWith('@'))
    if (isNested) await mirror(path, copy, checkouts)
    else if (entry.isSymbolicLink()) await relink(path, copy, checkouts)
    else if (entry.isFile()) await copyFile(path, copy)
    else await link(path, copy)
  }
}

/** A link of node_modules: where it leads into the repository's own sources, into those of the checkout. */
async function relink(path: string, copy: string, { root, to }: Checkouts): Promise<void> {
  const leadsTo = resolve(dirname(path), await readlink(path))
  const within = relative(root, leadsTo)
  const isOwn = within === '' || !(within.startsWith('..') || resolve(within) === within)
  if (isOwn && !within.split(sep).includes('node_modules')) return await link(join(to, within), copy)
  // Programs of .bin lead to their packages, wherever those are.
  if (dirname(path).endsWith(`${sep}.bin`)) return await symlink(await readlink(path), copy)
  await link(leadsTo, copy)
}

async function link(target: string, path: string): Promise<void> {
  // Folders need no rights as junctions on Windows; elsewhere the kind says nothing.
  const facts = await lstat(target).catch(() => null)
  await symlink(target, path, facts?.isFile() === true ? 'file' : 'junction')
}
