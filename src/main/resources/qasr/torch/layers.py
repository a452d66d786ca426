# TorchScript, compiled by qasr.torch at start-up, before the scripts that call these functions. Never run by Python.


def dense_packed(x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    # fbgemm's kernels for one and two rows add up in another order than those for three to six, and seven rows are five
    # and two. Rows of zeros avoid both, so that a row's result is the same bits in any batch (on AVX2).
    rows = x.numel() // x.size(-1)
    if rows >= 3 and rows != 7:
        return torch.fbgemm_linear_fp16_weight_fp32_activation(x, weight, bias)
    padded = torch.constant_pad_nd(x.reshape([rows, x.size(-1)]), [0, 0, 0, max(3, rows + 1) - rows])
    y = torch.fbgemm_linear_fp16_weight_fp32_activation(padded, weight, bias).narrow(0, 0, rows)
    return y.reshape(x.size()[:-1] + [y.size(1)])


def dense_in_tiles(x: Tensor, weight: Tensor) -> Tensor:
    # [N, in] -> [N, out]. Libraries choose other kernels for other numbers of rows, which add up in another order. So as many
    # rows as a step of decoding may have always come in sixteens, and a row's result is the same bits in any batch.
    rows = x.size(0)
    if rows > 64:
        return torch.linear(x, weight)
    parts: List[Tensor] = []
    for part in torch.constant_pad_nd(x, [0, 0, 0, (16 - rows % 16) % 16]).split(16):
        parts.append(torch.linear(part, weight))
    y = parts[0] if len(parts) == 1 else torch.cat(parts)
    return y.narrow(0, 0, rows)


def dense_biased(x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    # [.., in] -> [.., out]; weight is [out, in] in float32 or bfloat16 (15), or, in uint8 (0), what
    # torch.fbgemm_pack_gemm_matrix_fp16 makes of it
    if weight.dtype == 0:
        return dense_packed(x, weight, bias)
    flat = x.reshape([x.numel() // x.size(-1), x.size(-1)])
    y = dense_in_tiles(flat.to(weight.dtype), weight).to(6).view(x.size()[:-1] + [weight.size(0)])  # 6 = float32
    return y if bias is None else y + bias


def dense(x: Tensor, weight: Tensor) -> Tensor:
    return dense_biased(x, weight, None)


def rms_norm(x: Tensor, weight: Tensor, eps: float) -> Tensor:
    # over the last axis
    return torch.rms_norm(x, [x.size(-1)], weight, eps)


def rotary_table(positions: Tensor, head_dim: int, theta: float) -> Tensor:
    # [.., S] -> [2, .., S, R / 2]: cosines and sines
    half = head_dim // 2
    inverse = torch.exp(torch.arange(half, dtype=7) * (-torch.log(theta) / half))  # 7 = float64
    angles = positions.to(7).unsqueeze(-1) * inverse.to(positions.device)
    return torch.stack([torch.cos(angles), torch.sin(angles)]).to(6)  # 6 = float32
