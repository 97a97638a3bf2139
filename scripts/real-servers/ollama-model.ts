import { execa } from 'execa'
import { freePort } from '../../src/servers/life/free-port.ts'

/** Has an Ollama of its own make the model of a folder's Modelfile, before the one that is measured reads it. */
export async function createOllamaModel(program: string, folder: string): Promise<void> {
  const host = `127.0.0.1:${await freePort()}`
  const env = { OLLAMA_HOST: host, OLLAMA_MODELS: `${folder}/models`, OLLAMA_NO_CLOUD: '1' }
  const serving = execa(program, ['serve'], { env, stdio: 'ignore', reject: false })
  try {
    for (let left = 100; left > 0; left--) {
      const answered = await fetch(`http://${host}/api/version`).then(
        ({ ok }) => ok,
        () => false,
      )
      if (answered) break
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await execa(program, ['create', 'smol', '-f', 'Modelfile'], { env, cwd: folder, timeout: 120_000 })
  } finally {
    serving.kill()
    await serving
  }
}
