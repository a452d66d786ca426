/** What Qwen3-ASR is, and how it is decoded: configuration, prompt, features, the network's interface. */
package qasr.model;
