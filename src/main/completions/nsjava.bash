# Completion of nsjava's commands for bash 4.4 or later. It starts no program. What others have named (in /proc, /run, PATH)
# is quoted where it is put on the command line, and never evaluated.
# shellcheck shell=bash disable=SC2034 # the functions share the variables of _nsjava

@TABLE@
# The words up to the cursor, as they were typed. bash has cut them at the characters of COMP_WORDBREAKS, too.
_nsjava_line() {
	local line=${COMP_LINE:0:COMP_POINT}
	local -i i

	for ((i = 0; i <= COMP_CWORD; i++)); do
		if [[ $i == 0 || $line == [[:blank:]]* ]]; then
			line=${line#"${line%%[![:blank:]]*}"}
			first+=("$i")
			typed+=('')
		fi
		if ((i == COMP_CWORD)); then
			typed[-1]+=$line
		else
			typed[-1]+=${COMP_WORDS[i]}
			line=${line#"${COMP_WORDS[i]}"}
		fi
	done
}

# Finds the option of a name: -s, or --long, which may be cut as long as it is clear.
_nsjava_option() {
	local entry short long rest found=
	local -i count=0

	for entry in "${flags[@]}"; do
		IFS=: read -r short long rest <<<"$entry"
		if [[ $1 == "--$long" || $1 == "-$short" ]]; then
			found=$entry count=1
			break
		fi
		[[ $1 != --?* || "--$long" != "$1"* ]] || found=$entry count+=1
	done
	((count == 1)) || return 1
	IFS=: read -r short long argument kind operand rest <<<"$found"
	[[ ! $operand ]] || replaced=1
	[[ $long != netns ]] || elsewhere=1
}

# Reads a word that begins with a dash. If its last option has a value, kind is that of the value, and start where in the
# word it begins: behind the end, if the next word is the value; at its end, if it may follow there. Else start is 0.
_nsjava_take() {
	local argument operand
	local -i i

	start=0
	if [[ $1 == --* ]]; then
		_nsjava_option "${1%%=*}" || return
		if [[ $1 == *=* ]]; then
			operand=${1%%=*}
			((start = ${#operand} + 1))
		elif [[ $argument == required ]]; then
			((start = ${#1} + 1))
		fi
		return
	fi
	for ((i = 1; i < ${#1}; i++)); do
		_nsjava_option "-${1:i:1}" || return
		if [[ $argument == required || $argument == attached ]]; then
			((start = i + 1))
			[[ $argument == attached ]] || ((start < ${#1})) || start+=1
			return
		fi
	done
}

# Offers words that go on from what was typed: the prefix, which stays, and the value.
_nsjava_reply() {
	local word text stays=

	# readline replaces no more than what follows the last of these.
	for text in = :; do
		[[ $COMP_WORDBREAKS != *"$text"* || $current != *"$text"* ]] || {
			word=${current%"$text"*}$text
			((${#word} <= ${#stays})) || stays=$word
		}
	done
	for word; do
		text=$word
		case $value in
		\'*) [[ $word != *[\'[:cntrl:]]* && "'$word" == "$value"* ]] && COMPREPLY+=("$word") ;;
		\"*) [[ $word != *[\"\$\`\\![:cntrl:]]* && "\"$word" == "$value"* ]] && COMPREPLY+=("$word") ;;
		*)
			[[ $word != *[!A-Za-z0-9_./:@%+=,-]* ]] || printf -v text %q "$word"
			[[ $text != "$value"* ]] || {
				text=$prefix$text
				COMPREPLY+=("${text#"$stays"}")
			}
			;;
		esac
	done
}

# Offers the names of the files that follow the first word, the directory and the ending.
_nsjava_names() {
	local ending=$1 file
	local -a names=()

	shift
	for file; do
		[[ -e $file || -L $file ]] || continue # the pattern itself, where there is none
		file=${file%/}
		file=${file##*/}
		names+=("${file%"$ending"}")
	done
	_nsjava_reply "${names[@]}"
}

# Offers one of several words that commas join: those before stay.
_nsjava_list() {
	prefix+=${value%"${value##*,}"}
	value=${value##*,}
	_nsjava_reply "$@"
}

# Offers the programs in PATH.
_nsjava_programs() {
	local directory file
	local -a directories=() programs=()

	IFS=: read -r -a directories <<<"$PATH"
	for directory in "${directories[@]}"; do
		for file in "$directory/"*; do
			[[ ! -f $file || ! -x $file ]] || programs+=("${file##*/}")
		done
	done
	_nsjava_reply "${programs[@]}"
}

# Offers values of a kind.
_nsjava_offer() {
	local name
	local -a values=() names=()

	! _nsjava_known "$1" || [[ $1 == columns ]] || _nsjava_reply "${values[@]}"
	case $1 in
	file) compopt -o default ;;
	directory) compopt -o dirnames ;;
	program) if [[ $value == */* ]]; then compopt -o default; else _nsjava_programs; fi ;;
	variables)
		mapfile -t names < <(compgen -e)
		_nsjava_list "${names[@]}"
		;;
	columns)
		[[ $value != +* ]] || prefix+=+ value=${value#+}
		name=${value##*,}
		value=${value%"$name"}${name^^}
		_nsjava_list "${values[@]}"
		;;
	user | group)
		mapfile -t names < <(compgen -A "$1")
		_nsjava_reply "${names[@]}"
		;;
	pid) _nsjava_names '' /proc/[1-9]* ;;
	target | subject)
		_nsjava_names '' /proc/[1-9]* /run/netns/*
		[[ $value != comm:* ]] || {
			for name in /proc/[1-9]*/comm; do
				{ IFS= read -r name <"$name"; } 2>/dev/null && names+=("comm:$name")
			done
			_nsjava_reply "${names[@]}"
		}
		;;
	netns)
		case $value in
		[./~]*) compopt -o default ;;
		[0-9]*) _nsjava_names '' /proc/[1-9]* /run/netns/* ;;
		*) _nsjava_names '' /run/netns/* ;;
		esac
		;;
	netns_name) _nsjava_names '' /run/netns/* ;;
	signal) [[ $value != SI* ]] || _nsjava_reply "${values[@]/#/SIG}" ;;
	publication)
		[[ $value != [0-9]*:* ]] || {
			prefix+=${value%%:*}:
			value=${value#*:}
			_nsjava_names '' /run/netns/*
			COMPREPLY=("${COMPREPLY[@]/%/:}")
			compopt -o nospace
		}
		;;
	link) ((elsewhere)) || _nsjava_names '' /sys/class/net/*/ ;;
	topology | topology_file)
		_nsjava_names .yaml /run/nsjava/*.yaml
		[[ $1 == topology ]] || ((${#COMPREPLY[@]})) || compopt -o default
		;;
	esac
}

# Offers the options of this place.
_nsjava_options() {
	local entry short long argument rest
	local -a names=()

	for entry in "${flags[@]}"; do
		IFS=: read -r short long argument rest <<<"$entry"
		[[ $argument != required ]] || long+='='
		names+=("--$long")
	done
	_nsjava_reply "${names[@]}"
	[[ ${#COMPREPLY[@]} != 1 || ${COMPREPLY[0]} != *= ]] || compopt -o nospace
}

# Goes on with the completion of the program whose word has this number.
_nsjava_program() {
	if declare -F _comp_command_offset >/dev/null; then
		_comp_command_offset "${first[$1]}"
	elif declare -F _command_offset >/dev/null; then
		_command_offset "${first[$1]}"
	else
		compopt -o default
	fi
}

# The words before the current one: where they lead to, and what they leave to be said.
_nsjava_walk() {
	local word

	for ((i = 1; i < ${#typed[@]} - 1; i++)); do
		word=${typed[i]}
		if ((start > 0)); then
			start=0 # the value of the option before
		elif [[ $word == -- ]]; then
			ended=1
		elif ((!ended)) && [[ $word == -?* ]]; then
			_nsjava_take "$word"
			((start > ${#word})) || start=0
		elif ((count == 0)) && _nsjava_step "$place $word"; then
			_nsjava_place "$place"
			ended=0
		elif [[ ${operands[count + replaced]-} == program ]]; then
			return 1
		else
			count+=1
			[[ " ${operands[*]} " != *' program '* ]] || ended=1
		fi
	done
}

_nsjava_complete() {
	local -a typed=() first=() inner=() flags=() operands=()
	local -i i start=0 count=0 replaced=0 elsewhere=0 ended=0
	local place='' kind='' prefix='' current value

	_nsjava_line
	current=${typed[-1]}
	value=$current
	_nsjava_place ''
	if ! _nsjava_walk; then
		_nsjava_program "$i"
	elif ((start > 0)); then
		_nsjava_offer "$kind"
	elif ((!ended)) && [[ $value == -* ]]; then
		_nsjava_take "$value"
		if [[ $value != --* ]] && ((start >= ${#value})); then
			start=${#value} # -t: what can follow in the same word
			[[ $kind != @(any|file|directory) ]] || start=0
		fi
		if ((start > 0 && start <= ${#value})); then
			prefix=${value:0:start}
			value=${value:start}
			_nsjava_offer "$kind"
		else
			_nsjava_options
		fi
	else
		((count > 0)) || _nsjava_reply "${inner[@]%%:*}"
		kind=${operands[count + replaced]-}
		if [[ ${operands[*]} == *' same' ]] && ((count > 0)); then
			kind=${operands[0]}
		fi
		[[ $kind == same ]] || _nsjava_offer "$kind"
	fi
}

_nsjava() {
	COMPREPLY=()
	if [[ :$BASHOPTS: == *:failglob:* ]]; then
		shopt -u failglob
		_nsjava_complete
		shopt -s failglob
	else
		_nsjava_complete
	fi
}

complete -F _nsjava nsjava
