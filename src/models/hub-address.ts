const host = /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\//i
const file = /^(?<repository>[\w.-]+\/[\w.-]+)\/(?:blob|resolve)\/(?<revision>[^/?#]+)\/(?<path>[^?#]+\.gguf)/i
const page = /^(?<repository>[\w.-]+\/[\w.-]+)(?:\/tree\/main)?\/?(?:[?#].*)?$/i

/**
 * The `hf:` spec behind an address of Hugging Face as people copy it: a page of a repository or a file, or
 * `hf.co/<user>/<repository>[:<quantization>]`. Null for any other text.
 */
export function hubSpec(text: string): string | null {
  const found = host.exec(text)
  if (found === null) return null
  const rest = text.slice(found[0].length)
  const { repository, revision, path } = file.exec(rest)?.groups ?? {}
  if (repository !== undefined && revision !== undefined && path !== undefined)
    return `hf:${repository}/${decoded(path)}${revision === 'main' ? '' : `#${decoded(revision)}`}`
  return `hf:${page.exec(rest)?.groups?.['repository'] ?? rest}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
