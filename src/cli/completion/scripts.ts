import type { CompletedCommand, CompletedOption } from './completions.ts'

/** Scripts that complete the command line, by shell. */
export const scripts: Readonly<Record<'bash' | 'zsh' | 'fish', (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
}

const usesFiles = '@files'

function bashScript(commands: readonly CompletedCommand[]): string {
  return `# bash completion of llm-bench
_llm_bench() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} words=''
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    words='${names(commands)} --help --version'
  else
    case "\${COMP_WORDS[1]} $prev" in
${commands.flatMap(bashValues).join('\n')}
    *)
      case "\${COMP_WORDS[1]}" in
${commands.map(bashCommand).join('\n')}
      esac ;;
    esac
  fi
  if [[ $words == ${usesFiles}* && $cur != -* ]]; then
    COMPREPLY=($(compgen -f -- "$cur"))
    compopt -o filenames 2>/dev/null
  else
    COMPREPLY=($(compgen -W "\${words#${usesFiles}}" -- "$cur"))
  fi
}
complete -F _llm_bench llm-bench
`
}

/** Words that may follow the options of a command that take a value. */
function bashValues({ name, options }: CompletedCommand): string[] {
  return options
    .filter(({ takesValue }) => takesValue)
    .map(
      (option) =>
        `    '${name} ${option.name}') words='${option.choices.length > 0 ? option.choices.join(' ') : usesFiles}' ;;`,
    )
}

function bashCommand({ name, words, options }: CompletedCommand): string {
  const own = options.map((option) => option.name).join(' ')
  return `      ${name}) words='${words.length > 0 ? `${words.join(' ')} ` : `${usesFiles} `}${own}' ;;`
}

function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef llm-bench
# zsh completion of llm-bench
_llm_bench() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${commands.map(zshCommand).join('\n')}
  esac
}
compdef _llm_bench llm-bench
`
}

function zshCommand({ name, words, options }: CompletedCommand): string {
  const rest = words.length > 0 ? `'*: :(${words.join(' ')})'` : `'*: :_files'`
  return `    ${name}) _arguments ${options.map(zshOption).join(' ')} ${rest} ;;`
}

function zshOption({ name, takesValue, choices }: CompletedOption): string {
  if (!takesValue) return `'${name}'`
  return choices.length > 0 ? `'${name}=: :(${choices.join(' ')})'` : `'${name}=: :_files'`
}

function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, summary, words, options }) => [
    `complete -c llm-bench -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ...(words.length > 0
      ? [`complete -c llm-bench -n '__fish_seen_subcommand_from ${name}' -f -a '${words.join(' ')}'`]
      : []),
    ...options.map((option) => `complete -c llm-bench -n '__fish_seen_subcommand_from ${name}' ${fishOption(option)}`),
  ])
  return `# fish completion of llm-bench\n${lines.join('\n')}\n`
}

function fishOption({ name, takesValue, choices }: CompletedOption): string {
  const option = `-l ${name.slice(2)}`
  if (!takesValue) return `-f ${option}`
  return choices.length > 0 ? `${option} -x -a '${choices.join(' ')}'` : `${option} -r`
}

function names(commands: readonly CompletedCommand[]): string {
  return commands.map(({ name }) => name).join(' ')
}

/** A text in single quotes, as all three shells read it: none of ours has one in it, and an apostrophe does no harm. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", '’')}'`
}
