import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { realModel } from './places.ts'

const opened = '<|im_start|>'
const closed = '<|im_end|>\n'
const system = 'You are a helpful AI assistant named SmolLM, trained by Hugging Face'

/**
 * Template of the small model that renders tools and their calls, as those of larger ones do: its own has neither.
 * A chat without tools is rendered as by its own.
 */
export const toolsTemplate: string = [
  `{%- for message in messages %}`,
  `{%- if loop.first and messages[0]['role'] != 'system' %}{{- '${opened}system\\n${system}' }}`,
  `{%- if tools %}{{- '\\n\\n# Tools\\n\\n<tools>' }}{%- for tool in tools %}{{- '\\n' }}{{- tool | tojson }}{%- endfor %}`,
  `{{- '\\n</tools>\\n\\nAnswer with <tool_call>{"name": <name>, "arguments": <arguments>}</tool_call>' }}{%- endif %}`,
  `{{- '<|im_end|>\\n' }}{%- endif %}`,
  `{{- '${opened}' + message['role'] + '\\n' }}{%- if message['content'] %}{{- message['content'] }}{%- endif %}`,
  `{%- if message['tool_calls'] %}{%- for tool_call in message['tool_calls'] %}`,
  `{%- if tool_call.function %}{%- set tool_call = tool_call.function %}{%- endif %}`,
  `{{- '<tool_call>\\n{"name": "' + tool_call.name + '", "arguments": ' }}`,
  `{{- tool_call.arguments | tojson if tool_call.arguments is mapping else tool_call.arguments }}`,
  `{{- '}\\n</tool_call>' }}{%- endfor %}{%- endif %}{{- '<|im_end|>\\n' }}{%- endfor %}`,
  `{%- if add_generation_prompt %}{{- '${opened}assistant\\n' }}{%- endif %}`,
].join('\n')

/** The same in Ollama's own language. */
export const ollamaTemplate: string = [
  `{{- range $at, $message := .Messages }}`,
  `{{- if and (eq $at 0) (ne .Role "system") }}${opened}system\n${system}`,
  `{{- if $.Tools }}\n\n# Tools\n\n<tools>{{ range $.Tools }}\n{{ . }}{{ end }}\n</tools>{{ end }}${closed}{{ end }}`,
  `{{- "${opened}" }}{{ .Role }}\n{{ .Content }}`,
  `{{- if .ToolCalls }}<tool_call>\n{{ range .ToolCalls }}`,
  `{{- "{" }}"name": "{{ .Function.Name }}", "arguments": {{ .Function.Arguments }}}{{ end }}\n</tool_call>{{ end }}${closed}`,
  `{{ end }}${opened}assistant{{ "\\n" }}`,
].join('')

/** How transformers finds the calls in what was generated. */
const responseTemplate = {
  defaults: { role: 'assistant' },
  start_anchor: `${opened}assistant\n`,
  fields: {
    tool_calls: {
      open_pattern: String.raw`\s*<tool_call>`,
      close: '</tool_call>',
      repeats: true,
      content: 'json',
      transform: { type: 'function', function: '{content}' },
    },
    content: { close_pattern: String.raw`\s*(?:<\|im_end\|>|<\|endoftext\|>)`, content: 'text' },
  },
}

/** Place of the model that {@link writeToolsForm} writes into a folder. */
export function toolsFolder(folder: string): string {
  return join(folder, 'smol')
}

/** Writes the small model in Hugging Face's form with {@link toolsTemplate}: links to its files, and a configuration. */
export function writeToolsForm(folder: string): void {
  const [from, into] = [realModel.folder(), toolsFolder(folder)]
  mkdirSync(into, { recursive: true })
  const configuration = 'tokenizer_config.json'
  for (const name of readdirSync(from)) if (name !== configuration) symlinkSync(join(from, name), join(into, name))
  const plain = JSON.parse(readFileSync(join(from, configuration), 'utf8')) as Record<string, unknown>
  const tools = { ...plain, chat_template: toolsTemplate, response_template: responseTemplate }
  writeFileSync(join(into, configuration), JSON.stringify(tools))
}
