import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CacheConventions } from '../cache.ts'
import { expandPath, homeFolder } from '../home-path.ts'

type Conventions = Pick<CacheConventions, 'environment' | 'home'>

/** The environment and the home folder of this process. */
export function ownConventions(): Conventions {
  return { environment: process.env, home: homeFolder() }
}

/**
 * The folder of the Hugging Face cache, which every tool that keeps to its layout shares: `HF_HUB_CACHE`, else `hub`
 * in `HF_HOME`, else `huggingface/hub` in `XDG_CACHE_HOME` or `~/.cache`. It need not exist.
 */
export function hubCacheFolder(conventions: Conventions = ownConventions()): string {
  const { environment } = conventions
  const named = set(environment['HF_HUB_CACHE']) ?? set(environment['HUGGINGFACE_HUB_CACHE'])
  return named === null ? join(hubHome(conventions), 'hub') : expandPath(named, '.')
}

/** The folder that Hugging Face's tools keep their settings and caches in. */
export function hubHome({ environment, home }: Conventions): string {
  const named = set(environment['HF_HOME'])
  if (named !== null) return expandPath(named, '.')
  const caches = set(environment['XDG_CACHE_HOME'])
  if (caches !== null) return join(expandPath(caches, '.'), 'huggingface')
  if (home !== null) return join(home, '.cache', 'huggingface')
  return join(tmpdir(), `huggingface-${process.getuid?.() ?? 0}`)
}

/** Folders of that layout in which a file may be already: the cache itself first, and where llama.cpp was told to. */
export function readableCaches(conventions: Conventions = ownConventions()): string[] {
  const ofLlamaCpp = set(conventions.environment['LLAMA_CACHE'])
  const further = ofLlamaCpp === null ? [] : [expandPath(ofLlamaCpp, '.')]
  return [...new Set([hubCacheFolder(conventions), ...further])]
}

/** The folder of the files that Ollama has fetched, each under its SHA-256; null for a user without a home folder. */
export function ollamaBlobs({ environment, home }: Conventions = ownConventions()): string | null {
  const named = set(environment['OLLAMA_MODELS'])
  if (named !== null) return join(expandPath(named, '.'), 'blobs')
  return home === null ? null : join(home, '.ollama', 'models', 'blobs')
}

function set(value: string | undefined): string | null {
  return value === undefined || value.trim() === '' ? null : value
}
