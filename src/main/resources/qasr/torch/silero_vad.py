# TorchScript, compiled by qasr.torch at start-up, after convolution.py. Never run by Python.
#
# Silero VAD for 16 kHz: how likely each VAD frame of 512 samples is speech.
#
#   N  VAD frames            F  bins of the STFT
#   H  size of the LSTM's hidden state


def spectrum_magnitude(frames: Tensor, basis: Tensor, hop_length: int) -> Tensor:
    # [N, 576], [2 F, 1, 256] -> [N, F, 4]; basis has the cosines in its first F rows and the sines in the others
    padded = torch.reflection_pad1d(frames, [0, basis.size(2) // 4])  # [N, 640]; the right side only
    parts = convolve_1d(padded.unsqueeze(1), basis, None, hop_length, 0)  # [N, 2 F, 4]
    real, imaginary = torch.chunk(parts, 2, 1)
    return torch.sqrt(torch.square(real) + torch.square(imaginary))


def encode(magnitude: Tensor, weights: List[Tensor], biases: List[Tensor], strides: List[int]) -> Tensor:
    # [N, F, 4] -> [N, H]: four convolutions of kernel 3, which leave one column
    x = magnitude
    for i in range(len(strides)):
        x = torch.relu(convolve_1d(x, weights[i], biases[i], strides[i], 1))
    return x.squeeze(2)


def remember(encoded: Tensor, hidden: Tensor, cell: Tensor, lstm: List[Tensor]) -> Tuple[Tensor, Tensor, Tensor]:
    # [N, H], the state [H], [H] -> the hidden state after each frame [N, H], and the state after the last one
    # Written out, because libtorch's LSTM is oneDNN's, which was wrong on an emulator with AVX2 and is hardly faster here.
    width = encoded.size(1)
    inputs = torch.linear(encoded, lstm[0], lstm[2] + lstm[3])  # [N, 4 H]
    states: List[Tensor] = []
    for frame in inputs.split(1):
        gates = torch.addmv(frame.squeeze(0), lstm[1], hidden)
        open = torch.sigmoid(gates)
        kept = cell * open.narrow(0, width, width)
        cell = kept.addcmul_(open.narrow(0, 0, width), torch.tanh(gates.narrow(0, 2 * width, width)))
        hidden = torch.tanh(cell).mul_(open.narrow(0, 3 * width, width))
        states.append(hidden)
    return torch.stack(states), hidden, cell


def speech_probabilities(
    samples: Tensor,
    hidden: Tensor,
    cell: Tensor,
    basis: Tensor,
    conv_weights: List[Tensor],
    conv_biases: List[Tensor],
    lstm: List[Tensor],
    head_weight: Tensor,
    head_bias: Tensor,
) -> Tuple[Tensor, Tensor, Tensor]:
    # samples [64 + 512 N]: the last 64 samples before them, then N VAD frames
    # hidden, cell [H]: the state after the previous frame, zeros at the start
    # lstm: input weights [4 H, H], hidden weights [4 H, H], input bias [4 H], hidden bias [4 H]; gates i, f, g, o
    # head_weight [1, H, 1], head_bias [1]
    # -> probabilities [N], and the state after the last frame
    frames = samples.unfold(0, 576, 512)  # [N, 576]: every frame with the 64 samples before it
    encoded = encode(spectrum_magnitude(frames, basis, 128), conv_weights, conv_biases, [1, 2, 2, 1])  # [N, H]
    states, hidden_out, cell_out = remember(encoded, hidden, cell, lstm)
    logits = convolve_1d(torch.relu(states).t().unsqueeze(0), head_weight, head_bias, 1, 0)  # [1, 1, N]
    return torch.sigmoid(logits).view(-1), hidden_out, cell_out
