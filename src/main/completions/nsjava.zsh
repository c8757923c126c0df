#compdef nsjava
# Completion of nsjava's commands for zsh 5.4 or later. It starts no program. What others have named (in /proc, /run) is
# quoted where it is put on the command line, and never evaluated.

@TABLE@
# Finds the option of a name: -s, or --long, which may be cut as long as it is clear.
_nsjava_option() {
	local entry found
	local -a parts
	integer many=0

	for entry in $flags; do
		parts=("${(@s.:.)entry}")
		if [[ $1 == "--$parts[2]" || $1 == "-$parts[1]" ]]; then
			found=$entry many=1
			break
		fi
		[[ $1 != --?* || "--$parts[2]" != "$1"* ]] || { found=$entry; (( ++many )) }
	done
	(( many == 1 )) || return
	parts=("${(@s.:.)found}")
	argument=$parts[3] kind=$parts[4]
	[[ -z $parts[5] ]] || replaced=1
	[[ $parts[2] != netns ]] || elsewhere=1
}

# Reads a word that begins with a dash. If its last option has a value, kind is that of the value, and start how many
# characters stand before it: more than the word has, if the next word is the value; as many, if it may follow in this
# one. Else start is 0.
_nsjava_take() {
	local argument name=${1%%=*}
	integer i

	start=0
	if [[ $1 == --* ]]; then
		_nsjava_option "$name" || return
		if [[ $1 == *=* ]]; then
			(( start = $#name + 1 ))
		elif [[ $argument == required ]]; then
			(( start = $#1 + 1 ))
		fi
		return
	fi
	for (( i = 2; i <= $#1; i++ )); do
		_nsjava_option "-${1[i]}" || return
		if [[ $argument == (required|attached) ]]; then
			(( start = i ))
			[[ $argument == attached ]] || (( start < $#1 )) || (( ++start ))
			return
		fi
	done
}

# Offers processes, with their names.
_nsjava_pids() {
	local name
	local -a pids lines

	pids=(/proc/<->(Nn:t))
	for pid in $pids; do
		name=
		{ IFS= read -r name </proc/$pid/comm } 2>/dev/null
		lines+=("$pid -- ${(V)name}")
	done
	_wanted processes expl process compadd -l -d lines -a pids
}

# Offers the arguments; the first says what they are.
_nsjava_words() {
	local expl what=$1

	shift
	(( ! $# )) || _wanted values expl "$what" compadd -M 'm:{a-z}={A-Z}' -- "$@"
}

# Offers values of a kind.
_nsjava_offer() {
	local expl name pid
	local -a values
	integer found=1

	if [[ $1 != columns ]] && _nsjava_known "$1"; then
		_nsjava_words value "$values[@]" && found=0
	fi
	case $1 in
	file) _files && found=0 ;;
	directory) _files -/ && found=0 ;;
	program) _command_names -e && found=0 ;;
	variables)
		compset -P '*,'
		_nsjava_words variable "${(@k)parameters[(R)*export*]}" && found=0
		;;
	columns)
		compset -P '+'
		compset -P '*,'
		_nsjava_known columns
		_nsjava_words column "$values[@]" && found=0
		;;
	user) _users && found=0 ;;
	group) _groups && found=0 ;;
	pid) _nsjava_pids && found=0 ;;
	target | subject)
		if [[ $PREFIX == comm:* ]]; then
			for pid in /proc/<->(N); do
				{ IFS= read -r name <$pid/comm } 2>/dev/null && values+=("comm:$name")
			done
			_nsjava_words process "${(@u)values}" && found=0
		else
			_nsjava_words 'network namespace' /run/netns/*(N:t) && found=0
			_nsjava_pids && found=0
		fi
		;;
	netns)
		if [[ $PREFIX == [./~]* ]]; then
			_files && found=0
		else
			_nsjava_words 'network namespace' /run/netns/*(N:t) && found=0
			[[ $PREFIX != <->* ]] || { _nsjava_pids && found=0 }
		fi
		;;
	netns_name) _nsjava_words 'network namespace' /run/netns/*(N:t) && found=0 ;;
	signal)
		[[ ${(U)PREFIX} != SI* ]] || { _nsjava_words signal SIG${^values} && found=0 }
		;;
	publication)
		values=(/run/netns/*(N:t))
		if [[ $PREFIX == <->:* ]] && (( $#values )); then
			compset -P 1 '*:'
			_wanted values expl 'network namespace' compadd -S : -- "$values[@]" && found=0
		fi
		;;
	link) (( elsewhere )) || { _nsjava_words link /sys/class/net/*(N-/:t) && found=0 } ;;
	topology | topology_file)
		_nsjava_words topology /run/nsjava/*.yaml(N:t:r) && found=0
		[[ $1 == topology ]] || { _files && found=0 }
		;;
	esac
	return found
}

# Offers the options of this place.
_nsjava_options() {
	local entry
	local -a parts plain valued
	integer found=1

	for entry in $flags; do
		parts=("${(@s.:.)entry}")
		[[ -z $parts[1] ]] || plain+=("-$parts[1]:${entry#*:*:*:*:*:}")
		if [[ $parts[3] == required ]]; then
			valued+=("--$parts[2]:${entry#*:*:*:*:*:}")
		else
			plain+=("--$parts[2]:${entry#*:*:*:*:*:}")
		fi
	done
	_describe -o option plain && found=0
	_describe -o option valued -S = && found=0
	return found
}

# The words before the current one: where they lead to, and what they leave to be said.
_nsjava_walk() {
	local word

	for (( i = 2; i < CURRENT; i++ )); do
		word=${(Q)words[i]}
		if (( start > 0 )); then
			start=0 # the value of the option before
		elif [[ $word == -- ]]; then
			ended=1
		elif (( ! ended )) && [[ $word == -?* ]]; then
			_nsjava_take "$word"
			(( start > $#word )) || start=0
		elif (( ! count )) && _nsjava_step "$place $word"; then
			_nsjava_place "$place"
			ended=0
		elif [[ $operands[count+replaced+1] == program ]]; then
			return 1
		else
			(( ++count ))
			[[ " $operands " != *' program '* ]] || ended=1
		fi
	done
}

_nsjava() {
	local -a inner flags operands
	local place kind
	integer i start=0 count=0 replaced=0 elsewhere=0 ended=0 found=1

	_nsjava_place ''
	if ! _nsjava_walk; then
		words=("${(@)words[i,-1]}")
		(( CURRENT -= i - 1 ))
		_normal
		return
	fi
	if (( start > 0 )); then
		_nsjava_offer "$kind"
		return
	fi
	if (( ! ended )) && [[ $PREFIX == -* ]]; then
		_nsjava_take "$PREFIX"
		if [[ $PREFIX != --* ]] && (( start >= $#PREFIX )); then
			start=$#PREFIX # -t: what can follow in the same word
			[[ $kind != (any|file|directory) ]] || start=0
		fi
		if (( start > 0 && start <= $#PREFIX )); then
			compset -p $start
			_nsjava_offer "$kind"
		else
			_nsjava_options
		fi
		return
	fi
	if (( ! count && $#inner )); then
		_describe -t commands command inner && found=0
	fi
	kind=$operands[count+replaced+1]
	[[ $operands[-1] != same ]] || (( ! count )) || kind=$operands[1]
	[[ -z $kind || $kind == same ]] || { _nsjava_offer "$kind" && found=0 }
	return found
}

_nsjava "$@"
