# insert.zsh SHELL [ARGUMENT...]: types each line of the standard input into a shell on a terminal, with a tab and a return,
# and prints what nsjava was given then. The first line there is $SETUP.
zmodload zsh/zpty
mkfifo given
exec 6<>given
zpty shell "$@"
zpty -w shell "$SETUP; nsjava"
read -r -d $'\0' -u6 word # END: the shell is ready
while IFS= read -r line; do
	zpty -n -w shell "$line"$'\t\r'
	print -rn -- "$line"
	while IFS= read -r -d $'\0' -u6 word && [[ $word != END ]]; do print -rn -- $'\t'"${word%/}"; done
	print
done
