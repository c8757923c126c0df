# Prints what bash offers for each line of the standard input. bash would cut them into words as here.
# shellcheck disable=SC2034
. "$SHARE/bash-completion/completions/nsjava"
compopt() { :; } # there is no line to change
shopt -s failglob
while IFS= read -r line; do
	COMP_LINE=$line COMP_POINT=${#line} COMP_WORDS=()
	rest=$line
	while [[ $rest =~ ^[[:blank:]]*([=:]+|[^[:blank:]=:]+) ]]; do
		COMP_WORDS+=("${BASH_REMATCH[1]}")
		rest=${rest#"${BASH_REMATCH[0]}"}
	done
	[[ $line != *[[:blank:]] ]] || COMP_WORDS+=('')
	COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
	_nsjava
	last=${line##*[[:blank:]]}
	printf '%s' "$line"
	for text in "${COMPREPLY[@]}"; do
		printf '\t%s' "${last%"${last##*[=:]}"}$text"
	done
	echo
done
