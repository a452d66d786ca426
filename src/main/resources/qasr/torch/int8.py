# TorchScript, compiled by qasr.torch at start-up, after layers.py. Never run by Python.
#
# Products in 8 bits in which a row does not depend on the other rows. fbgemm's operator has one scale for all rows and one
# for all weights, so here
# - each row of x is divided by its own greatest element, and an added row fixes the range, so that every number is quantised
#   to -127..127 with any other rows;
# - each row of the matrix has its own scale.
# AVX2 adds pairs of products x[2 i] w[2 i] + x[2 i + 1] w[2 i + 1] in 16 bits, with x shifted to 1..255, and saturates.
# So the scale of a row keeps the sum of two neighbours with the same sign at 128 or less: 255 * 128 < 2^15. Sums are exact.
#
# Channels of x that are far greater than the others would leave only a few steps for these. Their columns of the matrix are
# 0 in 8 bits, x is divided there so that it does not stand out, and their product is added in 16 bits (LLM.int8(),
# arXiv:2208.07339).
#
# A matrix is a list: packed weights, sums of its rows [out], scales [out], factors for x [in], the pinning row [1, in],
# zeros [out], a tensor with the matrix's shape only, divisors of x [in], the channels that are not in 8 bits [k], their
# columns in FP16 [out, k], and these columns in the form that products use.


def int8_scales(weight: Tensor) -> Tensor:
    # [out, in] -> [out]
    pairs = torch.constant_pad_nd(weight, [0, weight.size(1) % 2]).view([weight.size(0), -1, 2])
    up = pairs.clamp_min(0).sum(-1).amax([1])
    down = pairs.clamp_max(0).sum(-1).amin([1]).neg()
    # 127 and not 128: rounding may add 0.5 to each of the two
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
    # [out, in] in float32; [in]: divisors of x and factors of the matrix; [k]: the channels of x that stay out of 8 bits
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
    # [N, in], [N, 1] -> x as quantised by int8_product, [N, in]
    return (x / tops * 127).round_().div_(127).mul_(tops)


def int8_product(x: Tensor, tops: Tensor, matrix: List[Tensor]) -> Tensor:
    # [N, in] -> [N, out]. A value that is not finite must not change the range of other rows; tops brings it back.
    rows = x.size(0)
    pinned = torch.empty([rows + 1, x.size(1)])
    pinned.narrow(0, rows, 1).copy_(matrix[4])
    torch.div(x, tops, out=pinned.narrow(0, 0, rows)).nan_to_num_(0.0, 0.0, 0.0)
    y = torch.fbgemm_linear_int8_weight_fp32_activation(pinned, matrix[6], matrix[0], matrix[1], 1.0, 0, matrix[5])
    return y.narrow(0, 0, rows).mul_(tops).mul_(matrix[2])


def dense_int8(x: Tensor, matrix: List[Tensor], twice: bool) -> Tensor:
    # [.., in] -> [.., out]; twice also multiplies the rounding error of x, which is as good as 16 bits
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


def multiply(x: Tensor, weight: Any, matrix: List[Tensor], twice: bool) -> Tensor:
    # [N, in] -> [N, out]: the product with matrix if it is an int8 matrix, else with weight. If matrix is another list, x is
    # recorded there. weight is as for dense, or an object for dense_divided; a list that is declared as one of tensors may
    # have such objects.
    if len(matrix) > 0:
        if matrix[0].dtype == 0:
            return dense_int8(x, matrix, twice)
        matrix.append(x.clone())
    if isinstance(weight, Tensor):
        return dense(x, weight)
    return dense_divided(x, weight)


def outliers_of(peaks: Tensor, most: int) -> Tensor:
    # greatest |x| of each channel [in] -> the channels [k], at most so many, that are far greater than the others, in order
    top, channels = peaks.topk(most)
    return channels.masked_select(top > 8 * peaks.median()).sort()[0]


def smoothing_of(peaks: Tensor, weight: Tensor, channels: Tensor, strength: float) -> Tensor:
    # greatest |x| of each channel [in], [out, in], channels [k] that are not in 8 bits -> [in], powers of two, so that
    # folding them in causes no rounding. Strength 0 changes nothing; 1 makes all channels of x equally great. Channels that
    # are not in 8 bits become as great as the others, as far as FP16 can hold their columns.
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
    # [N, in], its product [N, out] and what int8_matrix made -> [2]: the median and the greatest of the rows' relative
    # errors
    got = dense_int8(x, matrix, False)
    errors = torch.linalg_vector_norm(got - wanted, 2, [1]) / torch.linalg_vector_norm(wanted, 2, [1]).clamp_min(1e-30)
    return torch.stack([errors.median(), errors.amax()])
