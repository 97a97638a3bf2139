/**
 * 512 frequent English words, each one token with a space before it and, in byte-pair vocabularies,
 * without one, in the vocabularies of GPT-2, GPT-4 and GPT-4o, Llama 2 and 3, Gemma, Phi-3, Qwen,
 * Command R, DeepSeek, Falcon, GPT-NeoX, MPT, StarCoder and Baichuan: as many words as tokens.
 */
export const words: readonly string[] = `
ability action activity address age air amount analysis animal answer area arm art article author back
bank bar bed behavior bill bird block board body book bottom box bridge build building business but buy
by call camera camp can car card case catch cause center chain change character check child choice
circle city class clear clock close cloud code cold color column come common community company complete
computer condition consider continue control cost could country course cover create culture cup current
cut dark data date day deal deep degree design detail different director do doctor dog door down draw
dream drive drop during each ear early earth east eat edge education effect egg either else end energy
engine enter error even event ever every example exit eye face fact factor fall family far fast father
feature field figure file fill film final find fine fire first fish five flight floor flow focus follow
food foot for force forest form four frame free friend from front fruit fuel full fund future game gas
gate get give go goal gold good great green ground group grow growth guard guide hair half hall hand
hard hat have he head health heart heat height help her here high him his history hold hole home
hospital host hot hour house how human ice if image impact important in include income index input
inside interest into issue it item its job join just keep key kind king know knowledge lab land language
large last late later law layer lead leader leaf learn leave left leg less let letter level life light
like limit line link list little live load local lock log long look loss lot love low machine mail main
major make man many map mark market master match material math matter may mean media meet member memory
message metal method middle mind mine minute mix mode model money month more most mother mouse move
movie music must name nature near need net network never new news next night no north not note now
number object of off offer office official old operation order output owner pack page pair paper parent
part party path pattern pay peak pen people period person phone pick picture piece pipe place plan plane
plant plate player point policy pool port position post power practice pressure price problem process
product profit program project proof quality question race rain range rank rate reach reader reason
record red region report research resource response rest result right ring risk river road rock role
room root round route row rule run safe sale scale scene school score screen sea season seat second
section seed sense series service set shape share shell ship shop show side sign site size son song sort
sound source south space staff stage standard star state station step stock store story street student
study style subject success support surface system table tax team term test thing thought time top town
trade training tree truth type use value version view voice wall water way week weight west window word
work worker world year
`
  .trim()
  .split(/\s+/)
