# make -f transcripts.mk: writes a text beside every recording here, and again when the recording is newer. A name may have
# any characters: make splits names at blanks, so make gets the octal digits of a name, and the shell converts them back.
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
