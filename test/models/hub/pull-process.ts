import { pulled } from './pulled.ts'

/** A process of its own that pulls a model; prints its path, or the error in one line. */
const [folder = '', url = '', spec = ''] = process.argv.slice(2)
try {
  const { path } = await pulled(folder, url, spec, {
    onProgress: ({ receivedBytes, text }) => process.stderr.write(`${receivedBytes} ${text}\n`),
  })
  process.stdout.write(path)
} catch (error) {
  process.stdout.write(String(error))
  process.exitCode = 1
}
