package account

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"

	"onward/internal/fault"
	"onward/internal/secret"
)

// Tokens makes and reads the bearer tokens of the API. A token names a post;
// what the post opens is asked of the database at every use.
type Tokens struct {
	key   []byte
	now   func() time.Time
	stamp func(context.Context, int) (string, error) // of the password of a post's owner
}

// claims are what a token says. The stamp is that of its owner's password when
// it was made: a new password ends the tokens of before, by no clock.
type claims struct {
	jwt.RegisteredClaims
	Stamp string `json:"pwd"`
}

const (
	issuer   = "onward"
	audience = "onward-api"
	keyID    = "1"
	longest  = 4096 // bytes; no token of ours comes near
)

// TokenLife is how long a token opens anything.
const TokenLife = time.Hour

// NewTokens derives the signing key from the installation's root.
// Stamp, like Service.Stamp, tells one password of a post's owner from the next.
func NewTokens(root secret.Root, now func() time.Time, stamp func(context.Context, int) (string, error)) Tokens {
	return Tokens{key: root.Derive("token"), now: now, stamp: stamp}
}

// Make gives a token for a post.
func (t Tokens) Make(ctx context.Context, post int) (string, error) {
	stamp, err := t.stamp(ctx, post)
	if err != nil {
		return "", err
	}
	now := t.now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims{Stamp: stamp, RegisteredClaims: jwt.RegisteredClaims{
		Issuer: issuer, Audience: jwt.ClaimStrings{audience}, Subject: strconv.Itoa(post), ID: uuid.NewString(),
		IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(TokenLife)),
	}})
	token.Header["kid"] = keyID
	return token.SignedString(t.key)
}

// Post reads whose token it is. Anything but a whole, fresh token of ours in
// the one algorithm, made under the password that its owner has now, is
// fault.Signin.
func (t Tokens) Post(ctx context.Context, text string) (int, error) {
	if len(text) > longest {
		return 0, badToken(errors.New("too long"))
	}
	var c claims
	_, err := jwt.ParseWithClaims(text, &c, func(token *jwt.Token) (any, error) {
		if token.Header["kid"] != keyID {
			return nil, errors.New("unknown key id")
		}
		return t.key, nil
	}, jwt.WithValidMethods([]string{"HS256"}), jwt.WithIssuer(issuer), jwt.WithAudience(audience), jwt.WithExpirationRequired(),
		jwt.WithIssuedAt(), jwt.WithTimeFunc(t.now), jwt.WithStrictDecoding())
	if err != nil {
		return 0, badToken(err)
	}
	post, err := strconv.Atoi(c.Subject)
	if err != nil || post <= 0 || c.IssuedAt == nil {
		return 0, badToken(errors.New("no post or no time of issue"))
	}
	stamp, err := t.stamp(ctx, post)
	if err == nil && stamp != c.Stamp {
		err = badToken(errors.New("the password has changed"))
	}
	return post, err
}

func badToken(err error) error {
	return fault.Wrap(err, fault.Signin, "Send a fresh token in the header Authorization: Bearer …")
}
