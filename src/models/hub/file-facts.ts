import { createHash } from 'node:crypto'
import type { HubRepository } from '../hub-cache/layout.ts'
import { isCommit } from '../hub-cache/layout.ts'
import { type Asked, askHub, type Patience } from './ask.ts'

/** A file on the hub, as its head says. */
export interface HubFile {
  /** Path in its repository. */
  readonly file: string
  readonly commit: string
  /** Name of its contents in a cache: their checksum, where the hub has one. */
  readonly blob: string
  /** Checksum that its contents have to have; null where the hub has none. */
  readonly checksum: Checksum | null
  /** Size in bytes; null where nobody says. */
  readonly bytes: number | null
}

/** A checksum that the hub names contents by. */
export interface Checksum {
  readonly algorithm: 'sha256' | 'git'
  readonly digest: string
}

/** Path of a file on a hub, behind its address. */
export function resolvePath({ user, repo }: HubRepository, revision: string, file: string): string {
  const steps = file.split('/').map(encodeURIComponent)
  return `/${user}/${repo}/resolve/${encodeURIComponent(revision)}/${steps.join('/')}`
}

/**
 * Asks the hub for the facts of a file.
 * @throws HubFailure as `askHub` does
 */
export async function fileFacts(
  hub: Asked,
  {
    repository,
    revision,
    file,
  }: { readonly repository: HubRepository; readonly revision: string; readonly file: string },
  patience: Patience,
  signal?: AbortSignal,
): Promise<HubFile> {
  const path = resolvePath(repository, revision, file)
  const { first, response } = await askHub(hub, { method: 'HEAD', path, patience, signal })
  const etag = (first.get('x-linked-etag') ?? response.headers.get('etag') ?? '')
    .replace(/^W\//, '')
    .replaceAll('"', '')
  const blob = blobName(etag === '' ? path : etag)
  const named = first.get('x-repo-commit') ?? ''
  return {
    file,
    // A hub that has no commits still needs a folder for each state of its files.
    commit: isCommit(named) ? named : isCommit(revision) ? revision : digestOf(blob).slice(0, 40),
    blob,
    checksum: checksumOf(etag),
    bytes: sizeOf(first.get('x-linked-size')) ?? (response.ok ? sizeOf(response.headers.get('content-length')) : null),
  }
}

function checksumOf(etag: string): Checksum | null {
  if (/^[\da-f]{64}$/.test(etag)) return { algorithm: 'sha256', digest: etag }
  return /^[\da-f]{40}$/.test(etag) ? { algorithm: 'git', digest: etag } : null
}

/** The etag where it can be the name of a file, as others name it too; else a digest of it. */
function blobName(etag: string): string {
  return /^[\w-]{1,128}$/.test(etag) ? etag : digestOf(etag)
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function sizeOf(text: string | null | undefined): number | null {
  return text !== null && text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null
}
