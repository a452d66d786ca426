# TorchScript, compiled by qasr.torch at start-up, after layers.py. Never run by Python.
#
# Products in 8 bits that a row's neighbours cannot change, from fbgemm's operator, which by itself takes one scale for all
# rows and one for all weights:
# - each row of x is divided by its own greatest element, and a row added that pins the range, so that every number is
#   quantised to -127..127 for any other rows;
# - each row of the matrix has its own scale.
# AVX2 adds neighbours' products x[2 i] w[2 i] + x[2 i + 1] w[2 i + 1] in 16 bits, with x shifted to 1..255, and saturates.
# So a row's scale is such that no two neighbours of one sign exceed 128 together: 255 * 128 < 2^15. Sums are exact.
#
# Channels of x that are far greater than the others would leave these a few steps only. Their columns of the matrix are 0 in
# 8 bits, x is divided there by so much that it does not stand out, and their product is added in 16 bits (LLM.int8(),
# arXiv:2208.07339).
#
# A matrix is a list: packed weights, sums of its rows [out], scales [out], factors for x [in], the pinning row [1, in],
# zeros [out], a tensor that has only the matrix's shape, what x is divided by [in], the channels that are not in 8 bits
# [k], their columns in FP16 [out, k], and these as they are multiplied with.


def int8_scales(weight: Tensor) -> Tensor:
    # [out, in] -> [out]
    pairs = torch.constant_pad_nd(weight, [0, weight.size(1) % 2]).view([weight.size(0), -1, 2])
    up = pairs.clamp_min(0).sum(-1).amax([1])
    down = pairs.clamp_max(0).sum(-1).amin([1]).neg()
    # 127 and not 128: rounding may add a half to each of the two
    return torch.maximum(torch.maximum(up, down), weight.abs().amax([1])).div(127).clamp_min(1e-30)


def int8_numbers(weight: Tensor, scales: Tensor) -> Tensor:
    # [out, in] in float32, [out] -> [out, in] of integers in float32
    return torch.div(weight, scales.unsqueeze(1)).round_()


def int8_list(packed: Tensor, sums: Tensor, scales: Tensor, smoothing: Tensor, channels: Tensor, columns: Tensor,
              folded: bool) -> List[Tensor]:
    # x is divided by smoothing [in], by its norm if folded
    inputs = smoothing.size(0)
    outputs = scales.size(0)
    pin = torch.zeros([1, inputs])
    pin[0, 0] = -128.0 / 127.0
    pin[0, 1] = 1.0
    factors = torch.zeros([0]) if folded else smoothing.reciprocal()
    beside = torch.zeros([0])
    if channels.numel() > 0:
        beside = torch.fbgemm_pack_gemm_matrix_fp16(columns.to(6).contiguous())  # 6 = float32
    return [packed, sums, scales, factors, pin, torch.zeros([outputs]), torch.zeros([1, 1]).expand([outputs, inputs]),
            smoothing, channels, columns, beside]


def int8_matrix(weight: Tensor, smoothing: Tensor, channels: Tensor, folded: bool) -> List[Tensor]:
    # [out, in] in float32, [in]: the matrix is multiplied with what x is divided by; [k]: the channels of x that are not
    # to be in 8 bits
    smooth = weight * smoothing
    columns = smooth.index_select(1, channels).to(5)  # 5 = float16
    smooth.index_fill_(1, channels, 0.0)
    scales = int8_scales(smooth)
    numbers = int8_numbers(smooth, scales)
    sums = numbers.sum([1]).to(3)  # 3 = int32; exact in float32
    packed = torch.fbgemm_pack_quantized_matrix(numbers.to(1))  # 1 = int8
    return int8_list(packed, sums, scales, smoothing, channels, columns, folded)


def int8_tops(x: Tensor) -> Tensor:
    # [N, in] -> [N, 1]
    return x.abs().amax([1], True).clamp_min_(1e-30)


def int8_grid(x: Tensor, tops: Tensor) -> Tensor:
    # [N, in], [N, 1] -> what int8_product makes of x, [N, in]
    return (x / tops * 127).round_().div_(127).mul_(tops)


def int8_product(x: Tensor, tops: Tensor, matrix: List[Tensor]) -> Tensor:
    # [N, in] -> [N, out]. What is not finite must not move the range for its neighbours; it comes back with tops.
    rows = x.size(0)
    pinned = torch.empty([rows + 1, x.size(1)])
    pinned.narrow(0, rows, 1).copy_(matrix[4])
    torch.div(x, tops, out=pinned.narrow(0, 0, rows)).nan_to_num_(0.0, 0.0, 0.0)
    y = torch.fbgemm_linear_int8_weight_fp32_activation(pinned, matrix[6], matrix[0], matrix[1], 1.0, 0, matrix[5])
    return y.narrow(0, 0, rows).mul_(tops).mul_(matrix[2])


def dense_int8(x: Tensor, matrix: List[Tensor], twice: bool) -> Tensor:
    # [.., in] -> [.., out]; twice also multiplies what quantising x has left over, which is as good as 16 bits
    rows = x.reshape([-1, x.size(-1)])
    if matrix[3].numel() > 0:
        rows = rows * matrix[3]
    tops = int8_tops(rows)
    if twice:
        grid = int8_grid(rows, tops)
        left = rows - grid
        y = int8_product(grid, tops, matrix) + int8_product(left, int8_tops(left), matrix)
    else:
        y = int8_product(rows, tops, matrix)
    if matrix[8].numel() > 0:
        y = y + dense_packed(rows.index_select(1, matrix[8]), matrix[10], None)
    return y.view(x.size()[:-1] + [matrix[2].size(0)])


def multiply(x: Tensor, weight: Tensor, matrix: List[Tensor], twice: bool) -> Tensor:
    # by weight, if matrix is empty; by an int8 matrix; or by weight and recording x, where matrix begins with anything else
    if len(matrix) == 0:
        return dense(x, weight)
    if matrix[0].dtype == 0:
        return dense_int8(x, matrix, twice)
    matrix.append(x.clone())
    return dense(x, weight)


def outliers_of(peaks: Tensor, most: int) -> Tensor:
    # greatest |x| of each channel [in] -> the channels [k], at most so many, that stand far out of the others, in order
    top, channels = peaks.topk(most)
    return channels.masked_select(top > 8 * peaks.median()).sort()[0]


def smoothing_of(peaks: Tensor, weight: Tensor, channels: Tensor, strength: float) -> Tensor:
    # greatest |x| of each channel [in], [out, in], channels [k] that are not in 8 bits -> [in], powers of two, so that
    # folding them in changes nothing else. A strength of 0 moves nothing, 1 makes all channels of x equally great.
    # Where x is not in 8 bits it comes out as great as others are, as far as FP16 can hold the columns.
    known = peaks.clamp_min(peaks.amax() * 1e-6 + 1e-30)
    columns = weight.abs().amax([0])
    columns = columns.clamp_min(columns.amax() * 1e-6 + 1e-30)
    exponents = torch.zeros_like(known)
    if strength > 0:
        exponents = known.log2() * strength - columns.log2() * (1 - strength)
        exponents = (exponents - exponents.median()).round_()
    level = (known.log2() - exponents).median()
    most = (14 - columns.log2()).floor_()
    beside = torch.minimum((known.log2() - level).ceil_().clamp_min_(0), most).index_select(0, channels)
    return torch.exp2(exponents.index_copy_(0, channels, beside).clamp_(-24, 24))


def int8_error(x: Tensor, wanted: Tensor, matrix: List[Tensor]) -> Tensor:
    # [N, in], its product [N, out] and what int8_matrix made -> [2]: the middle and the greatest of the rows' relative
    # errors
    got = dense_int8(x, matrix, False)
    errors = torch.linalg_vector_norm(got - wanted, 2, [1]) / torch.linalg_vector_norm(wanted, 2, [1]).clamp_min(1e-30)
    return torch.stack([errors.median(), errors.amax()])
