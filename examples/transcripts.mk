# make -f transcripts.mk: a text beside every recording here, made anew when the recording is newer. A name may hold blanks
# and all else: make gets it in octal digits, since it parts names at blanks, and the shell gets it back from them.
QASR ?= qasr

RECORDINGS := $(shell for f in *.m4a *.mp3 *.wav; do \
	[ ! -f "$$f" ] || { printf %s "$$f" | od -An -v -to1 | tr -d ' \n'; echo; }; done)

all: $(addprefix text-,$(RECORDINGS))

text-%: always
	@name=$$(printf '%bx' "$$(printf %s $* | sed 's/.../\\0&/g')") && name=./$${name%x} && \
	{ [ -n "$$(find "$$name.txt" -newer "$$name" 2> /dev/null)" ] || \
	$(QASR) transcribe -q -o "$$name.txt" "$$name"; }

always:

.PHONY: all always
