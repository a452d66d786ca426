# make -f transcripts.mk: a text beside every recording here, made anew when the recording is newer.
QASR ?= qasr
RECORDINGS := $(wildcard *.m4a *.mp3 *.wav)

all: $(addsuffix .txt,$(RECORDINGS))

%.txt: %
	$(QASR) transcribe -q -o $@ $<

.PHONY: all
