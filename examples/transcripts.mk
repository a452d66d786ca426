# make -f transcripts.mk: writes a text beside every recording here, and again when the recording is newer. A name may have
# any characters: make splits names at blanks, so make gets the octal digits of a name, and the shell converts them back.
QASR ?= qasr

ENDINGS := 3g2 3ga 3gp aac ac3 aif aifc aiff amr ape asf au avi caf dss flac flv m2ts m4a m4b m4v mka mkv mov mp2 mp3 mp4 \
	mpeg mpg mts oga ogg ogv opus rm spx ts wav weba webm wma wmv wv

# A slash after each 60 digits: make looks for a file of that name, and a part of a path has at most 255 characters.
RECORDINGS := $(shell find -L . -maxdepth 1 -type f ! -name '.*' \( -name '' $(ENDINGS:%=-o -iname '*.%') \) -exec sh -c \
	'for f; do printf %s "$$f" | od -An -v -to1 | tr -d " \n" | fold -w 60 | tr "\n" /; echo; done' sh {} +)

all: $(addprefix text/,$(RECORDINGS))

text/%: always
	@name=$$(printf '%bx' "$$(printf %s $* | tr -d / | sed 's/.../\\0&/g')") && name=$${name%x} && \
	{ [ -n "$$(find "$$name.txt" -newer "$$name" 2> /dev/null)" ] || \
	$(QASR) transcribe -q -o "$$name.txt" "$$name"; }

always:

.PHONY: all always
