# TorchScript, compiled by qasr.torch at start-up, before the scripts that call these functions. Never run by Python.


def rows_in_step(rows: int) -> int:
    # fbgemm's kernels for AVX2 take one to six rows, and those for one and two rows add in another order. Its table splits
    # these numbers of rows so that one or two rows remain. With rows of zeros up to the next number, a row's result is the
    # same bit for bit in any batch. More than 120 rows are computed 120 at a time.
    last = rows % 120
    if last == 1 or last == 2:
        return rows + 3 - last
    if last > 30 and (last % 6 == 1 or last % 6 == 2):
        return rows + 3 - last % 6
    return rows + 1 if last == 7 or last == 14 else rows


def padded_for_step(x: Tensor) -> Tensor:
    # [N, in] -> [rows_in_step(N), in]
    more = rows_in_step(x.size(0)) - x.size(0)
    return x if more == 0 else torch.constant_pad_nd(x, [0, 0, 0, more])


def dense_packed(x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    rows = x.numel() // x.size(-1)
    padded = padded_for_step(x.reshape([rows, x.size(-1)]))
    y = torch.fbgemm_linear_fp16_weight_fp32_activation(padded, weight, bias).narrow(0, 0, rows)
    return y.reshape(x.size()[:-1] + [y.size(1)])


def divided_product(x: Tensor, weight: Any) -> Tensor:
    # [N, in], a matrix that fbgemm has packed into an object -> [N, out]. LibraryOperators replaces this operator by
    # quantized::linear_dynamic_fp16, in which each thread computes a part of the outputs.
    return torch.relu(x)


def dense_divided(x: Tensor, weight: Any) -> Tensor:
    # [N, in] -> [N, out], the same bits as dense_packed for any number of threads
    return divided_product(padded_for_step(x), weight).narrow(0, 0, x.size(0))


def dense_in_tiles(x: Tensor, weight: Tensor) -> Tensor:
    # [N, in] -> [N, out]. For other numbers of rows, libraries choose other kernels, which add in another order; OpenBLAS's
    # kernels for AVX2 do so from the seventh of sixteen rows on. So the rows of a decoding step are always computed in groups
    # of eight, where all rows are alike, and a row's result is the same bit for bit in any batch.
    rows = x.size(0)
    if rows > 64:
        return torch.linear(x, weight)
    parts: List[Tensor] = []
    for part in torch.constant_pad_nd(x, [0, 0, 0, (8 - rows % 8) % 8]).split(8):
        parts.append(torch.linear(part, weight))
    y = parts[0] if len(parts) == 1 else torch.cat(parts)
    return y.narrow(0, 0, rows)


def blocked_product(x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    # [N, in] in bfloat16, the output of blocked_matrix for [out, in], [out] in bfloat16 -> [N, out] in bfloat16.
    # LibraryOperators replaces this operator by mkldnn::_linear_pointwise, because it repacks the weights in each call.
    return torch.mkldnn_linear(x, weight, bias)


def blocked_matrix(weight: Tensor) -> Tensor:
    # [out, in] in bfloat16 -> in the blocks that oneDNN's kernels read, for any number of rows.
    # LibraryOperators replaces this operator by mkldnn::_reorder_linear_weight.
    return torch.to_mkldnn(weight)


def dense_blocked(x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    # [.., in] -> [.., out] in bfloat16; x is rounded to bfloat16. Fewer than four rows are padded to four: with one or two
    # rows oneDNN takes 50 % longer, and without BF16 units it adds a single row in another order.
    flat = x.reshape([x.numel() // x.size(-1), x.size(-1)]).to(15)  # 15 = bfloat16
    rows = flat.size(0)
    if rows < 4:
        flat = torch.constant_pad_nd(flat, [0, 0, 0, 4 - rows])
        y = blocked_product(flat, weight, bias).narrow(0, 0, rows)
    else:
        y = blocked_product(flat, weight, bias)
    return y.view(x.size()[:-1] + [weight.size(0)])


def dense_biased(x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    # [.., in] -> [.., out]; weight is [out, in] in float32 or bfloat16 (15), or the output of blocked_matrix, or, in
    # uint8 (0), the output of torch.fbgemm_pack_gemm_matrix_fp16
    if weight.is_mkldnn:
        return dense_blocked(x, weight, bias).to(6)  # 6 = float32
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
