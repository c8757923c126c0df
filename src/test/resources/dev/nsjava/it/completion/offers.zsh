# Prints what zsh offers for each line of the standard input, on a terminal.
zmodload zsh/zpty
mkfifo offers
exec 6<>offers
zpty z zsh -f -i
zpty -w z 'PROMPT= ; stty -echo; fpath=($SHARE/zsh/site-functions $fpath); autoload -Uz compinit; compinit -D -u'
zpty -w z 'exec 5<>offers; LISTMAX=10000; unsetopt beep; bindkey "^I" complete-word; bindkey "^U" kill-whole-line'
zpty -w z 'compadd() {
	local -a hits
	if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\ * ]]; then
		builtin compadd -A hits "$@"
		(( ! $#hits )) || print -u5 -rl -- "$IPREFIX"${(q+)^hits}
	fi
	builtin compadd "$@"
}'
zpty -w z 'ended() { print -u5 END; comppostfuncs=(ended) }; comppostfuncs=(ended)'
while IFS= read -r line; do
	zpty -n -w z $'\025'"$line"$'\t'
	print -rn -- "$line"
	while IFS= read -r -u6 offer && [[ $offer != END ]]; do print -rn -- $'\t'"$offer"; done
	print
done
