const convert = 'convert it with llama.cpp (convert_hf_to_gguf.py) or choose a GGUF repository'

/** Beginnings of files people mistake for a model: latin1 text, or a pattern of it. */
const starts: readonly (readonly [start: string | RegExp, what: string])[] = [
  ['version https://git-lfs', 'a Git LFS pointer, not the model itself: run "git lfs pull" or download the model'],
  [/^\s*<(!doctype|html|\?xml|head|body)/i, 'a web page saved in place of the model: download the file itself'],
  [/^[^]{8}\{\s*"/, `a safetensors file: ${convert}`],
  ['PK\u0003\u0004', `a PyTorch checkpoint or ZIP archive: ${convert}`],
  [/^(lmgg|tjgg|fmgg|algg)/, 'an old GGML file from before GGUF: choose a GGUF file of the same model'],
  ['\u001F\u008B', 'a gzip archive: unpack it'],
  [/^\s*[[{]/, 'a JSON file: name the .gguf file instead'],
  ['\0\0\0\0', 'a file that begins with zeros, an unfinished download: download it again'],
]

/** Kind of a file that is no GGUF, told by its first bytes, and the way out, as the end of an error line. */
export function describeForeignFile(firstBytes: Uint8Array): string {
  if (firstBytes.length === 0) return 'an empty file: download it again'
  const text = Buffer.from(firstBytes).toString('latin1')
  const found = starts.find(([start]) => (typeof start === 'string' ? text.startsWith(start) : start.test(text)))
  if (found !== undefined) return found[1]
  const shown = Buffer.from(firstBytes.subarray(0, 8)).toString('hex')
  return `something else (first bytes ${shown}): give the path of a .gguf file`
}
