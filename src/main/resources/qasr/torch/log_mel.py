# TorchScript, compiled by qasr.torch at start-up. Never run by Python.
#
# From a waveform to log-mel features, as WhisperFeatureExtractor computes them.
#
#   N  samples at 16 kHz            F  FFT bins, n_fft / 2 + 1
#   T  frames, N / hop_length       M  mel bins, num_mel_bins of the audio configuration


def slaney_hertz(mel: Tensor) -> Tensor:
    # [K] mel -> [K] Hz: linear below 1000 Hz (mel 15), logarithmic above
    linear = mel * (200.0 / 3.0)
    logarithmic = 1000.0 * torch.exp((mel - 15.0) * (torch.log(6.4) / 27.0))
    return torch.where(mel < 15.0, linear, logarithmic)


def mel_filters(mel_bins: int, n_fft: int, sample_rate: int) -> Tensor:
    # -> [M, F] triangles of equal area (Slaney), from 0 Hz to half the sample rate; sample_rate is at least 2000
    nyquist = sample_rate / 2.0
    top = 15.0 + 27.0 * torch.log(nyquist / 1000.0) / torch.log(6.4)
    # 7 = float64, here and below
    corners = slaney_hertz(torch.linspace(0.0, top, mel_bins + 2, dtype=7))  # [M + 2]
    bins = torch.linspace(0.0, nyquist, n_fft // 2 + 1, dtype=7)  # [F]
    lower = corners[:-2].unsqueeze(1)  # [M, 1]
    centre = corners[1:-1].unsqueeze(1)
    upper = corners[2:].unsqueeze(1)
    rising = (bins - lower) / (centre - lower)  # [M, F]
    falling = (upper - bins) / (upper - centre)
    triangles = torch.clamp(torch.minimum(rising, falling), min=0.0)
    return (triangles * (2.0 / (upper - lower))).to(6)  # 6 = float32


def mel_power(waveform: Tensor, filters: Tensor, n_fft: int, hop_length: int) -> Tensor:
    # [N], [M, F] -> [M, T] in the waveform's precision; N is at least n_fft / 2 + 1, as required by the reflection
    window = torch.hann_window(n_fft, periodic=True, dtype=waveform.dtype)  # [n_fft]
    padded = torch.reflection_pad1d(waveform.unsqueeze(0), [n_fft // 2, n_fft // 2]).squeeze(0)
    frames = padded.unfold(0, n_fft, hop_length)  # [T + 1, n_fft]: frame t is centred on sample t * hop_length
    frames = frames[:-1]  # the last frame is dropped, as the reference does
    spectrum = torch.fft_rfft(frames * window)  # [T, F], complex
    power = torch.square(torch.abs(spectrum))
    return torch.matmul(filters.to(power.dtype), power.t())


def log_mel(power: Tensor) -> Tensor:
    # [M, T] -> [M, T]: eight decades below this clip's own maximum, mapped to a range of two
    decades = torch.log10(torch.clamp(power, min=1e-10))
    return (torch.maximum(decades, decades.max() - 8.0) + 4.0) / 4.0


def features(waveform: Tensor, filters: Tensor, n_fft: int, hop_length: int) -> Tensor:
    # [N], [M, F] -> [M, T], float32 as computed in float64: float32 is not exact enough eight decades below the maximum
    return log_mel(mel_power(waveform.to(7), filters, n_fft, hop_length)).to(6)  # 7 = float64, 6 = float32
